import heapq


def divided(a, b):
    result = map(lambda x, y: x / y, a, b)
    return list(result)


def merged(a, b, c):
    result = heapq.merge(a, b, c)
    return list(result)


def lines(texts):
    stripped = map(str.strip, texts)
    kept = filter(None, stripped)
    return sorted(kept)


def shout(x):
    print("shout", x)
    return x * 2


def effects(xs):
    print("before")
    loud = map(shout, xs)
    for x in loud:
        print("got", x)
    pairs = zip(xs, map(shout, xs))
    d = dict(pairs)
    return d


def twice(xs):
    it = zip(xs, xs[1:])
    first = list(it)
    return first, list(it)


print(divided([1, 4], [2, 2]), merged([3, 5], [1, 4], [2]), lines([" b", "", "a "]))
print(effects([1, 2]))
try:
    print(divided([1], [0]))
except ZeroDivisionError as e:
    print(e)
print(twice([1, 2, 3]))
