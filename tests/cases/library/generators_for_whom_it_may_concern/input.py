def naturals(n: int):
    """
    >>> list(naturals(3))
    [0, 1, 2]
    """
    i = 0
    while i < n:
        yield i
        i += 1

def forever():
    i = 0
    while True:
        yield i
        i += 1


def doubled(xs: list[int]):
    for x in xs:
        yield x * 2
