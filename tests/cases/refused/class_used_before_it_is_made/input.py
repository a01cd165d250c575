"""Python raises NameError here: what is named is not there yet, or perhaps never."""

try:
    print(A().x)
except NameError as e:
    print(e)


class A:
    x = 3


print(A().x)
