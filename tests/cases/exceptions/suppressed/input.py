from contextlib import suppress
import contextlib
d = {"a": 1}
with suppress(KeyError):
    print(d["a"])
    print(d["b"])
    print("never")
with contextlib.suppress(ValueError, ZeroDivisionError):
    print(1 // 0)
print("after")
def f(x):
    with suppress(ValueError):
        return int(x)
    return -1
print(f("3"), f("z"))

