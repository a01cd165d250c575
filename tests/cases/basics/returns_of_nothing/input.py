"""Ends of functions that give nothing, and negations of negations."""


def shown(a: int, size: int) -> None:
    if a > size / 2 - 1:
        return
    print("shown", a)
    if size > 3:
        print("big")
        return
    else:
        return


def told(kind: str) -> None:
    match kind:
        case "a":
            print("first")
            return
        case "b":
            return
        case _:
            print("other")


def buy(prices: list[int], money: int) -> int:
    cost = prices[0]
    return money if not not money < cost else money - cost


def spent(a: int) -> int:
    answer = current = 0
    while current:
        current += 1
        a -= 1
        if current % 2 == 0 and a:
            a += 1
    return answer


shown(1, 10)
shown(9, 10)
for kind in "abc":
    told(kind)
print(buy([1, 2], 3), spent(5))
