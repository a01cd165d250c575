xs = [3, 1, 2]
ys = xs
def app(v):
    ys.append(v)
    return v
s = {1, 2}
t = s
def ins(v):
    t.add(v)
    return {v}
d = {"a": 1}
e = d
def put(k):
    e[k] = len(e)
    return k
print(xs.index(app(9)), xs.count(app(3)))
print(sorted(s.union(ins(5))), s.issubset(ins(6)), s.issuperset(ins(7)), s.isdisjoint(ins(8)), sorted(s.difference(ins(10))))
print(d.get(put("z")), d[put("q")], d.pop(put("w")), put("v") in d, d.setdefault(put("u"), 3))
xs.insert(len(xs), app(4))
xs.extend([app(5), app(6)])
print(xs, xs.pop(app(2)), xs)
xs[app(0)] = app(7)
print(xs, max(xs[0], app(99)), xs[-1], xs[app(1)])
print(len(xs) + app(1), len(xs))
xs += [app(8)]
print(xs, ys)
s |= ins(20)
print(sorted(s))
d.update({put("x1"): 5})
print(d)
print(xs[app(1):app(5)], xs * (app(2) - 1), [app(3)] + xs, xs + [app(4)], xs + ys)
print(xs < [app(0)], xs == ys, xs != [app(3)], s <= ins(30), d == {put("r"): 1}, s - ins(31) == s - {31})
print(sum(xs, app(100)), sorted(xs, reverse=bool(app(1)))[:3], ",".join([str(app(1))] + [str(x) for x in xs])[:9])
print(list(zip(xs, [app(1), app(2)])), dict(zip(d, xs)))
print([x + app(0) for x in xs[:3]], xs[-2:])
print(tuple(xs) + (app(6),), (xs, app(7))[0][-1], [xs, [app(5)]][0][-1])
print(f"{xs[-1]} {app(44)} {xs[-1]}", "%d %d" % (xs[-1], app(45)), "{} {}".format(xs[-1], app(46)))
class S:
    def __init__(self): self.xs = [1]
    def add(self):
        self.xs.append(2)
        return [0]
holder = S()
print(holder.xs + holder.add())
