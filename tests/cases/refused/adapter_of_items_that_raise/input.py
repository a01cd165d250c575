"""`zip` may not ask for the item that raises."""


def f(parts):
    try:
        return list(zip([5], map(int, parts))), list(zip(map(int, parts), [5]))
    except ValueError as e:
        return str(e)


print(f(["2", "b"]))
