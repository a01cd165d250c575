from typing import Optional


class P:
    def __init__(self, x):
        self.x = x


class Odd(ValueError):
    pass


def kind(v: Optional[int]):
    return type(v)


def attempt(n):
    try:
        if n == 0:
            return 1 // n
        if n == 1:
            raise Odd("odd")
        if n == 2:
            raise KeyError("k")
        return int("x")
    except Exception as e:
        print(type(e).__name__, type(e), e)
        if type(e) is KeyError:
            print("a key error")
        if type(e) == Odd:
            print("an odd error")
        return -1


for i in range(4):
    attempt(i)
print(kind(None), kind(3), kind(3) is int, kind(None) == type(None))
print(str(type(P(1))), type(P(1)).__name__, type(P(2)))
print([type(x) for x in [1, 2]], [type(x).__name__ for x in [1, "a", 2.5, None]])
for x in [1, "a", 2.5, None, [1], True]:
    print(type(x), type(x) == str)
print(type(1) == type(2), type(1) == type("a"), type([1]), type({}), type(2.0), type(()))
y = 1 if attempt(0) < 0 else 2.5
print(type(y))
def noisy():
    print("noise")
    return 3


print(type(noisy()), type(noisy()).__name__, type(noisy()) == int)
p = P(3)
print(p.x)
for text in ("1", "a", ""):
    try:
        print([1, 2][int(text or "7")])
    except Exception as e:
        print(isinstance(e, ValueError), isinstance(e, (KeyError, IndexError)), isinstance(e, Odd))
