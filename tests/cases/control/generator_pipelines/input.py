from itertools import islice, takewhile


class Bag:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        return iter(self.items)


class LinkedList:
    def __init__(self):
        self.head = None
        self.size = 0

    def push(self, value):
        self.head = value
        self.size += 1

    def __iter__(self):
        for i in range(self.size):
            yield i * i

    def __len__(self):
        return self.size


def chunks(xs, n):
    for i in range(0, len(xs), n):
        yield xs[i:i + n]


def evens(numbers):
    for n in numbers:
        if n % 2 == 0:
            yield n


def squares(numbers):
    for n in numbers:
        yield n * n


def numbers():
    n = 0
    while True:
        yield n
        n += 1


def flatten(x):
    for item in x:
        for y in item:
            yield y


def permutations(items):
    if len(items) <= 1:
        yield items[:]
        return
    for i in range(len(items)):
        rest = items[:i] + items[i + 1:]
        for p in permutations(rest):
            yield [items[i]] + p


def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1


ll = LinkedList()
for v in range(4):
    ll.push(v)
print(list(ll), sum(ll), max(ll), sorted(ll, reverse=True), len(ll))
print([x for x in ll], {x for x in ll}, dict(zip("abcd", ll)))
for i, x in enumerate(ll):
    print(i, x)
for x in Bag([3, 1, 2]):
    print(x)
print(list(chunks([1, 2, 3, 4, 5], 2)))
pipe = squares(evens(numbers()))
print([next(pipe) for _ in range(5)])
print(list(flatten([[1], [2, 3]])), len(list(permutations([1, 2, 3, 4]))), list(permutations([1, 2, 3]))[3])
ps = primes()
for p in ps:
    if p > 30:
        print("first over 30", p)
        break
print(next(ps))
print(list(islice(primes(), 5)), list(takewhile(lambda p: p < 20, primes())))
log = []


def noisy(tag, n):
    for i in range(n):
        log.append((tag, i))
        yield i


a = noisy("a", 3)
b = noisy("b", 2)
print(list(zip(a, b)), log)
print(next(a, "end"))
print(max(noisy("c", 3)), len(log))
h = noisy("d", 3)
next(h)
del h
print(log[-1])
try:
    print(next(evens([1])))
except StopIteration:
    print("nothing")
