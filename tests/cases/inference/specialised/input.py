def double(x):
    return x + x


def largest(items):
    best = items[0]
    for item in items:
        if item > best:
            best = item
    return best


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


print(double(2), double("ab"), double([1]), double(1.5))
print(largest([3, 9, 2]), largest(["x", "abc"]), largest([(1, 2), (1, 3)]))
print(depth(50), is_even(10), is_odd(7))
