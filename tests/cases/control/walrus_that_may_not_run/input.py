def w(c, v):
    y = None
    if c and (y := v) > 3:
        print("big", y)
    else:
        print("else", y)
    print(y)
w(True, 5)
w(True, 1)
w(False, 1)
def w2(c, v):
    y = None
    z = (y := v) if c else 0
    print(y, z)
    k = c or (y := 7)
    print(y, k)
w2(True, 5)
w2(False, 5)
def w3(v):
    y = None
    q = [y := e for e in v if e]
    print(y, q)
w3([1, 0, 3])
w3([])
def w4(xs):
    last = None
    if any((last := x) > 2 for x in xs):
        print("found", last)
    else:
        print("none", last)
    print(last)
w4([1, 2, 3, 4])
w4([])
