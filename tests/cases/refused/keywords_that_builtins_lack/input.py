try:
    print(list(map(lambda x: x + 1, [1], start=2)))
except TypeError as error:
    print(error)
print(next(iter([1]), default=3))
