"""A model that cannot start."""


class TritonPythonModel:
    def initialize(self, args):
        raise RuntimeError("no weights")

    def execute(self, requests):
        return []
