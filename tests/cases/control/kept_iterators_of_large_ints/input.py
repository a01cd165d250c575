def evens(xs):
    for x in xs:
        if x % 2 == 0:
            yield x


def big(n):
    while n < 10 ** 30:
        yield n
        n *= 10 ** 10


def small(n):
    for i in range(n):
        yield i


print(list(evens(big(2))), list(evens(small(5))), list(evens(x * 1 for x in [4, 1, 6])))
it = small(4)
print(next(evens(it)), list(it))
