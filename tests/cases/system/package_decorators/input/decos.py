import functools
import functools as ft
from contextlib import contextmanager
CALLS = []
def note(name):
    CALLS.append(name)
def twice(f):
    @functools.wraps(f)
    def wrapper(x):
        return f(f(x))
    return wrapper
def logged(f):
    @ft.wraps(f)
    def wrapper(*args, **kwargs):
        note(f.__name__)
        result = f(*args, **kwargs)
        print("called", f.__name__, result)
        return result
    return wrapper
def repeat(n):
    def outer(f):
        @functools.wraps(f)
        def wrapper(*args):
            out = None
            for _ in range(n):
                out = f(*args)
            return out
        return wrapper
    return outer
@contextmanager
def section(name):
    print("begin", name)
    try:
        yield name.upper()
    finally:
        print("end", name)
