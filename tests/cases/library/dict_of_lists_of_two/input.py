lines = ["a=1", "b = 2", "c=x"]
d = dict(l.split("=") for l in lines)
print(d)
t = (1, 2, 3, 4)
print(dict(t[i:i + 2] for i in range(0, len(t), 2)))
print(dict([["k", "v"], ["k2", "v2"]]), dict(p.split(":", 1) for p in "a:b:c d:e".split()))
try:
    print(dict(l.split("=") for l in ["a=1", "b"]))
except ValueError as e:
    print(e)
rows = [[1, 2], [3, 4]]
r0 = rows[0]
r0[1] = 9
print(dict(rows), dict(tuple(r) for r in rows))

