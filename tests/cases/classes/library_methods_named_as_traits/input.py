class Color:
    def __init__(self, v: int) -> None:
        self.v = v
    @staticmethod
    def default() -> "Color":
        return Color(1)
    def next(self) -> int:
        self.v += 1
        return self.v
    def add(self, x: int) -> int:
        return self.v + x
    def index(self, x: int) -> int:
        return x
    def clone(self) -> "Color":
        return Color(self.v)
    def not_(self) -> bool:
        return not self.v
