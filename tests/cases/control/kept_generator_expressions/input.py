def show(x):
    print("see", x)
    return x


def evens(xs):
    for x in xs:
        if x % 2 == 0:
            yield x


print(list(evens(show(x) for x in [1, 2, 3, 4])))
k = 3
for y in evens(show(x * k) for x in range(4) if x != 1):
    print("loop", y)


def outer(xs, n):
    it = (show(x + n) for x in xs)
    print(next(it))
    return it


print(list(outer([1, 2], 5)))
