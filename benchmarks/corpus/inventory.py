"""Stock keeping: arguments that are changed, defaults that matter, errors that are raised."""


def add_stock(stock: dict[str, int], name: str, count: int = 1) -> int:
    if count <= 0:
        raise ValueError("count must be positive")
    stock[name] = stock.get(name, 0) + count
    return stock[name]


def remove_stock(stock: dict[str, int], name: str, count: int = 1) -> int:
    left = stock.get(name, 0) - count
    if left < 0:
        raise KeyError(name)
    if left == 0:
        stock.pop(name, 0)
    else:
        stock[name] = left
    return left


def receive(stock: dict[str, int], names: list[str]) -> int:
    total = 0
    for name in names:
        total += add_stock(stock, name)
    return total


def sell_all(stock: dict[str, int], names: list[str]) -> list[str]:
    missing = []
    for name in names:
        try:
            remove_stock(stock, name)
        except KeyError:
            missing.append(name)
    return missing


def average_count(stock: dict[str, int]) -> int:
    if not stock:
        return 0
    return sum(stock.values()) // len(stock)


def names_in_order(stock: dict[str, int]) -> list[str]:
    return sorted(stock)


def report(stock: dict[str, int]) -> list[str]:
    lines = []
    for name, count in stock.items():
        lines.append(name + ":" + str(count))
    return lines
