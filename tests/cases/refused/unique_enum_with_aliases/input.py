from enum import Enum, unique


@unique
class Color(Enum):
    RED = 1
    CRIMSON = 1


print("made")
