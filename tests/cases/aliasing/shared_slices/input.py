from collections import defaultdict
def f(nums):
    d = defaultdict(int)
    for i in nums:
        d[i] += 2 ** i
    return d
print(f([1,2,3,200]))
e = {"a": 1}
print(e.setdefault("q", 5))
print([e.setdefault("q", 7) + 1, e])
a = [5, 3]
b = a
b.append(7)
c = a[:]
c.append(1)
print(a, c, a[::-1], a[1:] == [3, 7])
m = [[1, 2], [3, 4]]
m[0], m[1] = m[1], m[0]
r0 = m[0]
r0[0] = -1
m2 = [row[:] for row in m]
m2[0][0] = 7
print(m, m2, r0)


def augmented():
    a = [5, 3]
    b = a
    a += [1]
    a *= 2
    print(a, b)


augmented()
