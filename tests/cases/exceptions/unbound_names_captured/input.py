"""A variable of a module or of the function around may have no value yet when an inner function reads it."""


def limit():
    return LIMIT


def is_known():
    return LIMIT is None, isinstance(LIMIT, int)


def through():
    return limit() + 1


class Shop:
    def __init__(self):
        self.tax = RATE

    def price(self, n):
        return n * self.tax + BASE


for early in (limit, is_known, through):
    try:
        print(early())
    except NameError as e:
        print(type(e).__name__, e)
LIMIT = 5
print(limit(), is_known(), through())
try:
    print(Shop().price(1))
except NameError as e:
    print(e)
RATE = 3


def sell():
    return Shop().price(2)


try:
    print(sell())
except NameError as e:
    print(e)
BASE = 4
print(sell())


def around(n):
    def inner():
        return total + n

    def outer():
        return inner() * 2

    if n > 2:
        total = 10
    try:
        return outer()
    except NameError as e:
        return type(e).__name__ + ": " + str(e)


print(around(3), around(1))


def asked(n):
    def inner():
        return total is None

    if n > 2:
        total = 10
    return inner()


print(asked(3))
try:
    print(asked(1))
except NameError as e:
    print(e)


def added(n):
    def add(x):
        nonlocal total
        total += x

    if n > 2:
        total = 10
    try:
        add(n)
        return total
    except NameError as e:
        return str(e)


print(added(3), added(1))


def other_names(n):
    def inner():
        return [x * n for x in range(3)], sorted([3, 1], key=lambda y: -y)

    if n > 1:
        x = 5
        y = 6
    found = inner()
    return found, x + y


print(other_names(2))


def own(bound):
    if bound:
        xs, n, text = [1], 1, "a"
    try:
        n += 1
        xs[0] += n
        xs.append(3)
        return xs, f"{text}", text[0]
    except UnboundLocalError as e:
        return str(e)


print(own(True), own(False))
