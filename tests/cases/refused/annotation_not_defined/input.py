"""Python looks up what annotations name where the function is defined."""


def total(xs: List[int]) -> int:
    return sum(xs)


print(total([1, 2]))
