xs = {1, 2}
print(xs | set(), set() | xs, xs & set(), xs - set(), xs ^ set())
ys = [1]
print(ys + [], [] + ys)
d = {"a": 1}
print(d | {}, {} | d)
e = {1, 2}
f = e
f.add(3)
print(e | set(), e - set(), set() | e, e ^ set(), e <= set(), set() <= e, e == set(), e > set())
g = {}
h = {"a": [1]}
print(h | g, g | h, h == {}, h != {})
us = []
us.extend('a' for _ in [])
print(us, next(iter([]), None))
vs = [1]
vs.extend(x for x in [])
vs += []
print(vs, next(iter([]), 5), list(iter([])), max([], default=0), sum([]), sorted([]), any([]), tuple([]), len([]))
for _ in (): print(1)
print([x for x in []], {x for x in ()}, {k: v for k, v in {}.items()}, list(zip([], [])), list(map(str, [])), " ".join([]), list(enumerate([])), list(reversed([])))
