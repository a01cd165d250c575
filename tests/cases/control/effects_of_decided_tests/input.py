def log(v):
    print("log", v)
def five(v):
    print("five", v)
    return 5
def f():
    if log(3) is None:
        print("none")
    x = log(4) == None
    y = five(1) is None
    z = five(2) is not None and log(5) is not None
    print(x, y, z)
    w = log(6) in (None, 2)
    print(w)
    print(isinstance(five(3), int), isinstance(log(7), str), type(five(8)) == int)
    print(log(8) == log(9), not log(10))
    t = 1 if log(11) is None else 2
    if log(12):
        print("no")
    while log(13):
        pass
    assert log(14) is None
    a = log(15) or five(16)
    b = log(17) and five(18)
    c = five(19) or log(20)
    print(a, b, c, t)
    print([log(21)] == [None], (log(22),) == (None,))
    print(len([log(23)]), bool(log(24)), str(log(25)))
f()
