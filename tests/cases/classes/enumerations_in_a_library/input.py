from enum import Enum
class S(Enum):
    A = "a"
    def __str__(self) -> str:
        return self.value
def show(s: S) -> str:
    return str(s)
def parse(t: str) -> S:
    return S(t)
