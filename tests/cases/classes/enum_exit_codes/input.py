import sys
from enum import IntEnum


class Exit(IntEnum):
    OK = 0
    BAD = 3


def main():
    print("x")
    return Exit.BAD


sys.exit(main())
