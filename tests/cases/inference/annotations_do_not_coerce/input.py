def half(x: float) -> float:
    return x


def keep(values: list) -> list:
    return [value for value in values if value]


print(half(3), half(2.5))
print(keep([0, 1, 2]), keep(["", "a"]))
