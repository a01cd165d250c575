a = {33, 3, 100, 65, 8, 16, 24}
b = {65, 3, 16, 1}
print(a.intersection([65, 100, 3, 8]), a.difference([65]), a.difference([65, 1, 2]), a.union([200, 72, 80]))
print(a.symmetric_difference([65, 72, 80]), a & b, b & a, a - b, b - a)
d = {65: 1, 3: 2, 72: 5, 33: 1, 800: 2, 16: 4}
print(set(d), set(d.keys()), a.union(d), a.difference(d), a.intersection(d), a.symmetric_difference(d))
print(frozenset(d), frozenset([33, 65, 3, 100]), set(frozenset([33, 65, 3, 100])))
print(d.keys() & a, d.keys() - b, d.keys() | a, d.keys() ^ a)
a.update(d)
print(a)
print({x for x in [33, 65, 97, 129, 1]}, {True, 1, 1.0}, {1, True}, {1.0, 1}, set([True, 1]), 65 in a)
s = {8, 16, 24, 0}
s.remove(8)
s.add(32)
print(s, list(s))
s.remove(0)
s.add(64)
print(s)
print(set(range(20, 0, -3)), set("a"), set([1.5, 2.0, -1.0, -2]))
print({-1, -2, -3}, {2**61 - 1, 0}, {2**61, 1}, {2**64, 5})
u = {1, 2, 3}
u.update([1, 2], (500, 600), {77: 1, 5: 2}, {9, 8})
print(u, u.union(b, [7], d), u.intersection(a, [600, 3, 1]), u.difference([2], {500}, d), u.union())
u.difference_update([1], {2, 3})
u.intersection_update([600, 500, 65, 9], {600, 9})
print(u)
u.symmetric_difference_update([9, 10, 600])
print(u, u.isdisjoint([1, 2]), u.issubset(range(20)), u.issuperset([10]))
u.symmetric_difference_update(d)
print(u)
f = frozenset([40, 8, 16, 0, 24])
print(f.union([1, 9]), f.intersection([24, 0, 99]), f.difference({8}), f.symmetric_difference([8, 7]), f.copy() == f)
print(f | {1}, f & {8, 16, 1}, f - {8}, f ^ {8, 9}, f.union([1], {2}, d), {1} | f, {8, 1} & f)
print(frozenset(f), frozenset({40, 8, 16, 0, 24}), set(f), list(f), frozenset("a"), frozenset())
print(f - d.keys(), d.keys() - f, d.keys() & f, f & d.keys(), a - d.keys())
big = {i * 17 % 301: i for i in range(100)}
print(set(big), set(big.keys()), {1, 2} | big.keys(), big.keys() - {1, 2})
e = {3: 1, 72: 2, 1000: 1}
print(d.keys() & e.keys(), d.keys() | e.keys(), d.keys() - e.keys(), d.keys() ^ e.keys())
print({*a, *b}, {*[5, 65], *d}, [*{5, 65, 33}])
try:
    set([1]).remove(2)
except KeyError as err:
    print("KeyError", err)
