def parsed(text):
    n = 0
    try:
        n = 1
        n = int(text)
    except ValueError:
        n = -1
    finally:
        last = n
        last = last + 1
    return n, last


def late(flag):
    c = None
    c = 5
    if flag:
        c = 7
        c = 8
    return c


def looped(xs):
    seen = None
    for x in xs:
        seen = None
        try:
            if x < 0:
                raise ValueError(x)
            seen = x
        except ValueError as e:
            seen = str(e)
        print(seen)
        seen = "end"
    return len(xs)


print(parsed("4"), parsed("x"), late(True), late(False), looped([1, -2]))
