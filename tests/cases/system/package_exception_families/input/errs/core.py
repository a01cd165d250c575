class AppError(Exception):
    code = 1

    def describe(self):
        return f"[{self.code}] {self}"


class ConfigError(
    AppError,
):
    code = 2

    def __init__(self, key, *, hint=""):
        super().__init__(key)
        self.key = key
        self.hint = hint
