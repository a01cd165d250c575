names = {}
for index, name in enumerate(["ada", "grace", "ada", "alan"]):
    names.setdefault(name, []).append(index)
print(names)
print({1: "a", True: "b"}, {1.0: "x"}.get(1))
print(sorted(names), sorted(names.items(), key=lambda item: -len(item[1])))
print([x * x for x in range(10) if x % 2], {c: ord(c) for c in "ab"}, {3, 1, 2})
first, *rest = [1, 2, 3]
print(first, rest, (1,), (), [(), (1, 2)], [None, True])
print(max([3, 1, 2]), min("b", "a"), sum([1, 2, 3]), any([0, 1]), all([]))
print(list(zip([1, 2], "ab")), list(reversed([1, 2, 3])))
print([1, 2] < [1, 3], (1, "a") == (1, "a"), [1] + [2], [0] * 3)
