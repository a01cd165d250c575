from itertools import accumulate, chain, compress, count, cycle, dropwhile, islice, pairwise, repeat, starmap, takewhile
import itertools


def naturals(n=0):
    while True:
        print("at", n)
        yield n
        n += 1


def evens(xs):
    for x in xs:
        if x % 2 == 0:
            yield x


def show(x):
    print("see", x)
    return x


def small(x):
    return x < 4


def mapped(xs):
    return map(show, xs)


def zipped(xs):
    return zip(xs, naturals(5))


print(list(mapped([1, 2])), list(zipped("ab")))
it = takewhile(lambda t: t < 3, naturals())
print(next(it), "then", list(it))
it = takewhile(small, naturals(2))
print(list(evens(it)))
a, b = islice(naturals(), 2)
print(a, b)
print(list(evens(islice(naturals(), 4))))
it = chain(islice(naturals(), 2), [7, 8])
print(next(it), list(it))
print(sum(evens(accumulate(map(show, [1, 1, 2])))))
print(list(evens(accumulate(map(show, [1, 1, 2]), lambda p, q: p * q + 1))))
print(list(evens(starmap(lambda p, q: p - q, pairwise(map(show, [5, 1, 3]))))))
print(next(evens(dropwhile(lambda t: t < 5, naturals(3)))))
print(list(evens(filter(None, map(show, [0, 2, 1])))))
print(list(evens(filter(small, map(show, [0, 2, 9])))))
it = enumerate(map(show, "ab"), 1)
for i, c in it:
    print(i, c)
it = zip(map(show, [1, 2]), map(show, [3, 4]))
print(next(it), list(it))
c = count(2)
print(next(c), list(islice(evens(c), 2)))
it = (x * x for x in count(2))
print(next(it), next(it))
print(list(islice(evens(map(lambda t: t + 1, cycle([1, 2]))), 3)))

it = itertools.compress(map(show, [1, 2, 3]), [1, 0, 1])
print(list(it))
