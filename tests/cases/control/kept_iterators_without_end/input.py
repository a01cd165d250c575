from itertools import count, cycle, islice, repeat, takewhile, chain
it = map(lambda t: t + 1, cycle([1, 2]))
print(next(it), next(it), next(it))
it = (x * x for x in count(2))
print(next(it), next(it))
it = zip(count(), "abc")
print(list(it))
it = zip(count(), repeat(3))
print(next(it))
it = chain([1], count(5))
print(next(it), next(it), next(it))
it = filter(lambda v: v % 3 == 0, count(1))
print(next(it), next(it))
it = islice(count(4), 3)
print(list(it))
it = takewhile(lambda v: v > 0, count(1))
print(next(it), next(it))
it = enumerate(cycle("ab"))
print(next(it), next(it), next(it))


def squares():
    return (x * x for x in count())


def every(n):
    return map(lambda v: v * n, count(1))


print(list(islice(squares(), 4)), list(islice(every(3), 2)))
c = cycle([1, 2, 3])
print(next(c), next(c), next(c), next(c))
