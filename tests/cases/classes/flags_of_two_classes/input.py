from enum import Flag, Enum
class A(Flag):
    X = 1
class B(Flag):
    Y = 1
xs = [A.X, B.Y, A(0)]
print(xs)
for x in xs:
    if x:
        print("t", x)
    else:
        print("f", x)
print([bool(x) for x in xs], not xs[2], [x for x in xs if x], any([xs[2]]) if False else "")
