"""Python raises NameError here: what is named is not there yet, or perhaps never."""


def main():
    return helper() + 1


try:
    print(main())
except NameError as e:
    print(e)


def helper():
    return 2


print(main())
