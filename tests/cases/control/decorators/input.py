import functools
from functools import wraps


def logged(fn):
    def wrapper(*args, **kwargs):
        print("call", fn.__name__, args)
        result = fn(*args, **kwargs)
        print("gives", result)
        return result
    return wrapper


def counted(func):
    count = 0

    @functools.wraps(func)
    def inner(*args, **kwargs):
        nonlocal count
        count += 1
        print(func.__name__, "was called", count)
        return func(*args, **kwargs)

    return inner


def repeat(times):
    def decorator(fn):
        @wraps(fn)
        def wrapper(*args, **kwargs):
            out = []
            for _ in range(times):
                out.append(fn(*args, **kwargs))
            return out
        return wrapper
    return decorator


def memoize(f):
    cache = {}

    def helper(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]

    return helper


def positive(fn):
    def wrapper(x):
        if x < 0:
            raise ValueError("negative")
        return fn(x)
    return wrapper


@logged
def add(a, b):
    return a + b


@counted
def greet(name, greeting="hello"):
    return f"{greeting}, {name}"


@repeat(3)
def roll(n):
    return n * 2


@repeat(times=2)
@counted
def twice(x):
    return x


@memoize
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@positive
def root(x):
    return x ** 0.5


print(add(1, 2))
print(add("a", "b"))
print(greet("ann"), greet("bob", greeting="hi"))
print(roll(4), twice("q"), fib(80), root(16))
try:
    root(-1)
except ValueError as e:
    print("error", e)


class Calculator:
    @logged
    def square(self):
        return 9

    def plain(self):
        return 1


def traced(fn):
    @wraps(fn)
    def wrapper(self, *args):
        self.log.append(fn.__name__)
        return fn(self, *args)
    return wrapper


class Machine:
    def __init__(self):
        self.log = []

    @traced
    def run(self, speed, time):
        return speed * time

    @traced
    def stop(self):
        return "stopped"


m = Machine()
print(m.run(3, 4), m.stop(), m.log, Calculator().plain())
