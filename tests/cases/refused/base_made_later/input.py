"""Python raises NameError here: what is named is not there yet, or perhaps never."""


class B(A):
    pass


class A:
    x = 1


print(B().x)
