from enum import Enum
class Weekday(Enum):
    MON = 1
    TUE = 2
    def __eq__(self, other):
        return True
    __hash__ = None
print(Weekday.MON == 2)
