numbers = {33, 1, 8, 100, -1, 17}
print(numbers, len(numbers))
numbers.add(5)
numbers.discard(100)
print(numbers, sorted(numbers | {2}), numbers & {1, 8, 9}, numbers - {1})
for n in {3, 11, 19, 2}:
    print(n)
print({1, True, 1.0}, {1: "int", 1.0: "float"}, set([3, 1, 3]), {(1, 2), (0, 1)})
print({1, 2} <= {1, 2, 3}, {1} == {1.0}, frozenset([2, 1]))
