def naturals():
    try:
        n = 0
    except ValueError as err:
        print("caught", err)
    while n < 3:
        yield n
        n += 1


def f(s):
    try:
        n = 1
        m = int(s)
    except ValueError:
        return n
    return n + m


print(list(naturals()), f("2"), f("x"))
