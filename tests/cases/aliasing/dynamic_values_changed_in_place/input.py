"""`op=` where types are known only to the running program: containers change in place, errors name the assignment."""


def f(xs):
    for x in xs:
        y = x
        x += x
        print(y, x)


f([1, [2], "a", (3,), 2.5])


def g(xs):
    d = {"a": xs, "b": 3, "c": "s"}
    keep = d["a"]
    d["a"] += [4]
    d["b"] += 1
    print(keep, d)


g([1])


def h(rec):
    rec["n"] += 1
    rec["tags"] += ["x"]
    rec["tags"] *= 2
    rec["s"] |= {3}
    return rec


t = ["a"]
s = {1}
print(h({"n": 1, "tags": t, "s": s}), t, s)


def added(x, y):
    try:
        x += y
        return x
    except TypeError as e:
        return str(e)


for x in (1, None, "a", [1], 2.5):
    for y in (1, None, "a", [1], 2.5):
        print(repr(x), repr(y), added(x, y))


def others(x, y):
    out = []
    for i in range(6):
        try:
            if i == 0:
                x -= y
            if i == 1:
                x *= y
            if i == 2:
                x //= y
            if i == 3:
                x %= y
            if i == 4:
                x **= y
            if i == 5:
                x |= y
        except TypeError as e:
            out.append(str(e))
        except ZeroDivisionError as e:
            out.append(str(e))
    return out


for x in (1, None, 2.5):
    for y in (1, None, 2.5):
        print(repr(x), repr(y), others(x, y))


def counted(c):
    val = 0 if c else None
    try:
        val += 1
    except TypeError as e:
        print(e)
    try:
        val -= 1
    except TypeError as e:
        print(e)
    return val


print(counted(1), counted(0))


class Count:
    def __init__(self):
        self.n = None

    def inc(self):
        self.n += 1

    def setup(self):
        self.n = 3


a = Count()
try:
    a.inc()
except TypeError as e:
    print(e)
a.setup()
a.inc()
print(a.n)
d = {"x": None, "y": 2}
for k in d:
    try:
        d[k] += 1
    except TypeError as e:
        print(e)
print(d)
