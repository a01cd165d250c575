def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def countdown(n):
    print("start", n)
    while n > 0:
        yield n
        n -= 1
    print("done")


class Node:
    def __init__(self, value, left=None, right=None):
        self.value = value
        self.left = left
        self.right = right

    def walk(self):
        if self.left is not None:
            yield from self.left.walk()
        yield self.value
        if self.right is not None:
            yield from self.right.walk()


def pairs(xs):
    for i, x in enumerate(xs):
        if x < 0:
            return
        for y in xs[i + 1:]:
            yield x, y


def names(items):
    for item in items:
        yield item.upper()


for f in fib():
    if f > 50:
        break
    print(f, end=" ")
print()
g = countdown(3)
print(next(g))
for x in g:
    print("got", x)
print(next(g, None))
t = Node(5, Node(2, Node(1)), Node(8, Node(7)))
print(list(t.walk()), sum(t.walk()), [v * 2 for v in t.walk() if v > 2])
xs = [1, 2, 3, -1, 4]
p = pairs(xs)
print(next(p))
xs.append(9)
print(list(p))
print(", ".join(names(["a", "b"])))
for a, b in zip(fib(), countdown(2)):
    print(a, b)
print(any(x == 2 for x in countdown(5)))
