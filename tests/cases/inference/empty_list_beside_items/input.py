def joined(a):
    return a + []


n = 4
xs = [1]
xs += []
xs.extend([])
xs.extend(list())
print(xs, xs[0] + 1)
print(list([]) + [n], [] + [n], [n] + list(), joined([1]), sorted([]) + [n])
spare = []
xs += spare
print(xs, spare)
empty = list([])
empty.append(n)
print(empty, list([]), set([]), list(set()))
