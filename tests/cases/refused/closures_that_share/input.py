def late():
    n = 1
    f = lambda: n
    n = 2
    return f


def shared():
    n = 0

    def inc():
        nonlocal n
        n += 1
        return n

    inc()
    print(n)
    return inc


def loop():
    fs = []
    for i in range(3):
        def f():
            return i
        fs.append(f)
    return fs


print(late()(), shared()(), [f() for f in loop()])
