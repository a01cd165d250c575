log = []


def naturals():
    n = 0
    while True:
        yield n
        n += 1


def noted(xs):
    for x in xs:
        yield x + len(log)
        print("after", x)


def both(xs):
    return list(noted(xs)), [x for x in pairs(xs)]


def pairs(xs):
    for x in xs:
        yield x, len(log)
