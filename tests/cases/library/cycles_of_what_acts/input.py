from itertools import cycle, islice, pairwise


def show(x):
    print("see", x)
    return x


def evens(xs):
    for x in xs:
        if x % 2 == 0:
            yield x


def naturals():
    n = 0
    while True:
        yield n
        n += 1


def turns(names):
    return cycle(names)


def gaps(xs):
    return pairwise(xs)


for i, x in enumerate(cycle(map(show, [1, 2]))):
    print(i, x)
    if i == 4:
        break
print(list(islice(evens(cycle([1, 2])), 3)))
print(list(islice(cycle(naturals()), 3)))
t = turns(["a", "b"])
print(next(t), next(t), next(t))
print(list(gaps([1, 2, 3])))
a, b = islice(cycle([1, 2]), 2)
print(a, b)
c = cycle("xy")
print(next(c), [next(c) for _ in range(3)])
