from functools import cache
@cache
def total(xs):
    return sum(xs)
print(total([1, 2]))
