"""Variables of an initialiser that stand in several of its blocks, or may be unbound."""


class Choice:
    def __init__(self, c):
        if c:
            x = 5
            k = [1]
        else:
            x = 6
            k = [2]
        print(x)
        self.y = x
        k.append(x)
        self.k = k


print(Choice(1).y, Choice(0).k)


class Rows:
    def __init__(self, xs):
        for i, x in enumerate(xs):
            if x == 0:
                v = [i]
            else:
                v.append(x)
        self.v = v
        self.n = len(v)


print(Rows([0, 1, 2]).v)


class Whole:
    def __init__(self, c):
        if c:
            x = 5
        else:
            x = 6
        t = 0
        for k in range(x):
            if k % 2:
                w = k
            t += k
        self.y = x
        self.t = t
        self.w = w
        print(self.y)
        if self.y > 5:
            z = "big"
        else:
            z = "small"
        self.z = z


for c in (1, 0):
    a = Whole(c)
    print(a.y, a.t, a.w, a.z)
