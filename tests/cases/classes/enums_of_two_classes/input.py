from enum import Flag, Enum
class A(Flag):
    X = 1
    Y = 2
class K(Enum):
    P = 1
class T(Enum):
    Q = 1
xs = {K.P: 1}
def f(k):
    if k == K.P:
        return 1
    elif k is T.Q:
        return 2
    return 3
ys = [K.P, T.Q]
print([f(y) for y in ys], ys, ys[0].value, ys[1].name, K.P in ys, ys.index(T.Q), isinstance(ys[0], K))
o = [None, K.P, T.Q]
print(o, [x for x in o if x], [x is None for x in o], [x == T.Q for x in o])
