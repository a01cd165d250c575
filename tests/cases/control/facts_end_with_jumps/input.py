def g(n):
    if n > 2:
        raise ValueError(n)
    return n
def f(n, flag):
    if flag:
        c = 7
    else:
        try:
            g(n)
            c = n + 1
        except ValueError as e:
            g(1)
            c = None
        for _ in range(2):
            if c is not None:
                c += 2
    return c
print(f(1, True), f(1, False), f(5, False))
def h(n):
    try:
        g(n)
        c = n + 1
    except ValueError:
        c = None
    for _ in range(2):
        if c is not None:
            c += 2
    return c
print(h(1), h(5))
def k(b, n):
    try:
        if not b:
            raise ValueError(0)
        b += 1
    finally:
        print("finally", b)
    return b
print(k(2, 1))
try:
    print(k(None, 1))
except ValueError as e:
    print("out", e)
def m(b):
    try:
        if b is None:
            raise ValueError("none")
        return b + 1
    except ValueError as e:
        return str(e), b
print(m(1), m(None))
def lp(xs, want):
    c = 5
    for x in xs:
        if x == want:
            break
    else:
        c = None
    return c
print(lp([1, 2], 2), lp([1, 2], 3))
def lw(n, c):
    while n > 0:
        n -= 1
        if n == 3:
            break
    else:
        if c is None:
            return "none"
        n = c
    return n, c
print(lw(5, None), lw(2, None), lw(2, 8))
