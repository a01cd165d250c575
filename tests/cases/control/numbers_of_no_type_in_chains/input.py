from itertools import groupby, combinations, chain


def evens(xs):
    for x in xs:
        if x % 2 == 0:
            yield x


def m5(p):
    return map(abs, [3, -8, 2])


print(list(m5([])), list(evens(abs(x + 3) for x in [4, 1, 6])))
print(list(map(abs, chain.from_iterable([[4, 1], [6]]))), sorted(abs(x) + 5 for x in [4, 1]))
print([x * 2 for x in (a - b for a, b in combinations([4, 1, 6][:3], 2)) if x % 3])
for k, g in groupby((a - b for a, b in combinations([4, 1, 6][:3], 2)), lambda t: t % 2):
    print(k)
print(list(map(lambda t: t.bit_length(), [1, 2])))
