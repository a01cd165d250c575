k = 1
m = map(lambda v: v + k, [1])
k = 7
print(list(m))
f = filter(lambda v: v > k, [1, 8])
k = 0
print(list(f))
h, n = ((x + k for x in [1, 2]), 20)
k = 100
print(list(h))
