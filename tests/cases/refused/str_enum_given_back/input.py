from enum import StrEnum
class S(StrEnum):
    A = "a"
print("bab".partition(S.A))
