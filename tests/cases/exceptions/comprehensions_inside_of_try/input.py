"""What a comprehension or a lambda inside of a try binds is its own."""


def f(xs):
    i = 7
    try:
        ys = [10 // i for i in xs]
    except ZeroDivisionError:
        ys = []
    return i, ys


print(f([1, 2]), f([1, 0]))


def g(xs):
    i = "a"
    try:
        ys = [i * 2 for i in xs]
        zs = sorted(xs, key=lambda i: -i)
        ks = {i: 1 // i for i in xs}
    except ZeroDivisionError as e:
        return i + str(e)
    finally:
        print(i)
    return i + str(ys) + str(zs) + str(ks)


print(g([1, 2]), g([1, 0]))


text = ["ab", "c"]


def show(n):
    if n:
        m = 5
    print([m for m in text])
    print(m)


show(1)
print([m for m in text])
for row in text:
    if row:
        m = 3
print(m if m else None)
