from functools import lru_cache
import random as rnd
from math import *


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def area(r):
    return round(pi * r**2, 3)


PRIMES = [2, 3, 5]
TABLE = {p: p * p for p in PRIMES}


def gen(n):
    for p in PRIMES[:n]:
        yield p


def apply(f, *args):
    return f(*args)
