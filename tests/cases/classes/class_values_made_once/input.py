class B:
    L = [1] + [2]
    M = [3] * 2
    K = L if True else M
    S = sorted([3, 1])
    T = ([1], 2)
    N = None or [5]

    def add(self):
        self.L.append(7)

B.L.append(3)
B.M.append(3)
b = B()
b.add()
B.T[0].append(2)
B.N.append(2)
print(B.L, B.M, B.T, B.N, B.K is B.L, b.L, B.S)


table = {"a": 1}
class Held:
    v = table["a"]
    w = table
table["a"] = 5
print(Held.v, Held.w)


class Counted:
    n = 0
    names = ("a", "b")
class Begun:
    start = Counted.n
    first = Counted.names[0]
    both = Counted.names + ("c",)
Counted.n += 1
print(Counted.n, Begun.start, Begun.first, Begun.both)


import math
class Sized:
    PI2 = math.pi * 2
    conv = int
    SIZE = 4 * 4
    HALF = SIZE / 2
    OK = SIZE > 3 and not False
    N = -1
    def area(self, r):
        return self.PI2 * r + self.HALF + self.N
print(Sized().area(2), Sized.OK, Sized.SIZE)
