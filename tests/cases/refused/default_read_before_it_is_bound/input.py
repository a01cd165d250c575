"""Python raises NameError here: what is named is not there yet, or perhaps never."""


def f(a=LIMIT):
    return a


LIMIT = 3
print(f())
