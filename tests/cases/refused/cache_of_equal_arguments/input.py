from functools import cache
@cache
def half(n):
    return n / 2
print(half(1), half(1.0))
