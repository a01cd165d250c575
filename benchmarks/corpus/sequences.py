"""Lists that are changed in place by the functions that take them."""


def rotate(xs: list[int], by: int) -> None:
    if len(xs) == 0:
        return
    by = by % len(xs)
    for _ in range(by):
        first = xs.pop(0)
        xs.append(first)


def push_sorted(xs: list[int], x: int) -> int:
    i = 0
    while i < len(xs) and xs[i] < x:
        i += 1
    xs.insert(i, x)
    return i


def drop_all(xs: list[int], x: int) -> int:
    before = len(xs)
    while x in xs:
        xs.remove(x)
    return before - len(xs)


def fill(rows: list[list[int]], value: int) -> None:
    for i in range(len(rows)):
        row = rows[i]
        for j in range(len(row)):
            row[j] = value


def swap_ends(xs: list[int]) -> list[int]:
    ys = xs
    if len(ys) > 1:
        ys[0], ys[-1] = ys[-1], ys[0]
    return xs


def extend_twice(xs: list[int], more: list[int]) -> int:
    xs.extend(more)
    xs.extend(more)
    return len(xs)


def clear_row(rows: list[list[int]], index: int) -> int:
    row = rows[index]
    count = len(row)
    row.clear()
    return count


def bubble(xs: list[int]) -> int:
    swaps = 0
    for i in range(len(xs)):
        for j in range(len(xs) - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
                swaps += 1
    return swaps
