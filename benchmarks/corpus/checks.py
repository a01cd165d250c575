"""Errors that are raised, caught and passed on."""


def positive(n: int) -> int:
    if n <= 0:
        raise ValueError("not positive")
    return n


def parse(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return -1


def parse_all(texts: list[str]) -> list[int]:
    found = []
    for text in texts:
        try:
            found.append(positive(int(text)))
        except ValueError:
            found.append(0)
    return found


def divide(a: int, b: int) -> int:
    try:
        return a // b
    except ZeroDivisionError:
        raise ValueError("b is zero")


def at(xs: list[int], index: int) -> int:
    try:
        return xs[index]
    except IndexError:
        return 0


def lookup(table: dict[str, int], key: str) -> int:
    if key not in table:
        raise KeyError(key)
    return table[key]


def need_sorted(xs: list[int]) -> int:
    for i in range(len(xs) - 1):
        if xs[i] > xs[i + 1]:
            raise ValueError("not sorted")
    return len(xs)


def age(years: int) -> str:
    assert years >= 0
    assert years < 150
    if years < 18:
        return "minor"
    return "adult"


def triangle(a: int, b: int, c: int) -> str:
    if a <= 0 or b <= 0 or c <= 0:
        raise ValueError("sides are positive")
    if a + b <= c or b + c <= a or a + c <= b:
        raise ValueError("no triangle")
    if a == b and b == c:
        return "equilateral"
    return "other"


def withdraw(balance: int, amount: int) -> int:
    if amount < 0:
        raise ValueError("negative")
    if amount > balance:
        raise RuntimeError("too much")
    return balance - amount


def digits(text: str) -> int:
    total = 0
    for c in text:
        if not c.isdigit():
            raise TypeError("no digit")
        total += 1
    return total


def percent(part: int, whole: int) -> int:
    if whole == 0:
        raise ZeroDivisionError("nothing")
    return part * 100 // whole


def month(n: int) -> str:
    if n < 1 or n > 12:
        raise IndexError("no month")
    return "JanFebMarAprMayJunJulAugSepOctNovDec"[3 * n - 3 : 3 * n]
