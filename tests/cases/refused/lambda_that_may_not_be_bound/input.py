"""Python raises NameError here: what is named is not there yet, or perhaps never."""


def f(c):
    if c:
        k = lambda x: x + 1
    return k(3)


print(f(1))
try:
    print(f(0))
except UnboundLocalError as e:
    print(e)
