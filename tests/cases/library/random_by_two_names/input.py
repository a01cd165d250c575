import random
r = random.Random(5)
s = r
print(s.random(), r.random(), s.random())


def take(g: random.Random) -> float:
    return g.random()


print(take(r), take(r), r.random())


class Dice:
    def __init__(self, source: random.Random) -> None:
        self.source = source

    def roll(self) -> int:
        return self.source.randint(1, 6)


shared = random.Random("dice")
pair = [Dice(shared), Dice(shared)]
print([d.roll() for d in pair for _ in range(4)], shared.gauss(0, 1))
held = [random.Random(n + 1) for n in range(3)]
first = held[0]
print(first.random(), [g.randint(0, 99) for g in held])
