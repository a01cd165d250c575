def f(x, y):
    return x * -1, -1 * y, x * y * -1, (x + y) * -1


def g(n):
    p = 1
    for i in range(3):
        p *= -1
    return p * 3 * -1 * n, 3 * -1


print(f(2, 2.5), g(4), [3 * -1 * 3])
