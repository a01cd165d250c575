class Box:
    def __init__(self, v):
        self.v = v
    def __eq__(self, o):
        print("eq", self.v)
        return isinstance(o, Box) and self.v == o.v
    def __len__(self):
        print("len", self.v)
        return self.v
def log(v):
    print("log", v)
def five(v):
    print("five", v)
    return 5
def text(v):
    print("text", v)
    return "t"
def lst(v):
    print("lst", v)
    return []
def box(v):
    print("box", v)
    return Box(v)
def f():
    print(f"{log(1)} {five(2)!r:>3}", "%s" % log(3), "{}".format(log(4)))
    y = (log(6), 2)[1]
    print(y)
    print(log(12) != 3, 3 == log(13), not (log(14) is None))
    xs = [five(i) for i in range(2)]
    print(xs, [five(21), five(22)][0], (five(23), text(24))[0])
    print(five(25) == text(26), text(27) != lst(28), lst(29) == (), five(30) is None)
    print(five(31) in [], text(32) in (), five(33) in lst(34), log(35) in [1, 2])
    print(box(2) is None, box(1) is not None, bool(box(0)), not box(3))
    print(isinstance(box(4), Box), isinstance(five(36), (str, list)), type(text(37)) is str)
    for _ in lst(38):
        print("never")
    print(len((five(39), five(40))), [] == [five(43)], {} == {five(44): 1})
    if box(5):
        print("truthy")
    if five(45) and text(46) and not lst(47):
        print("all")
    z = five(48) if text(49) is not None else five(50)
    w = [five(51)] * 0
    pass
    print(any([five(54), five(55)]), all(v for v in (lst(56), five(57))), sum([five(58)]) > 0)
    print(max(five(59), 3), min([five(60)], default=0))
    print(five(63) == 5 == five(64), 1 < five(65) < 3 < five(66), five(67) != 5 != five(68))
    print([1, 2][five(70) - 5], "ab"[five(71) - 5:])
    try:
        print(lst(73)[0] is None)
    except IndexError as e:
        print(e)
    try:
        print({}[text(74)] == 1)
    except KeyError as e:
        print(e)
    try:
        print([1, 2][5] == "a", "no")
    except IndexError as e:
        print(e)
    del xs[five(75) - 5]
    return log(76)
print(f())
