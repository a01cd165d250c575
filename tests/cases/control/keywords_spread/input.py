def show(**kw):
    return sorted(kw.items())
def both(*args, **kw):
    return show(**kw), args
def area(w, h=2):
    return w * h
print(show(a=1, b=2))
d = {"x": 1, "y": 2}
print(show(**d), show(**d, z=5), both(1, 2, z=3), both(*[1], **d))
print(area(**{"w": 3, "h": 4}), area(2, **{"h": 9}))
print(dict(**d), dict(d, q=7), dict(**d, **{"w": 0}), dict([("m", 1)], **d))
print("{x} and {y:>3}".format(**d), "{a}{x}".format(a=0, **d))
