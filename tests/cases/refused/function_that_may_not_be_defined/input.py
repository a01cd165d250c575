"""Python raises NameError here: what is named is not there yet, or perhaps never."""


def f(c):
    if c:

        def g():
            return 1

    return g()


print(f(1))
try:
    print(f(0))
except UnboundLocalError as e:
    print(e)
