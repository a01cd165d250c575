WIDTH = 5


def up(s):
    return s.upper().ljust(WIDTH, ".")
