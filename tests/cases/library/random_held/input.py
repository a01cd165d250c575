import random
held = [random.Random(3), random.Random(4)]
print(held[0].random(), held[1].randint(1, 9))
class G:
    def __init__(self, seed): self.source = random.Random(seed)
pair = (G(1), G(2))
print(pair[0].source.gauss(0, 1), pair[1].source.random())
r = random.Random(9)
q = r
print(r.random(), q.random(), r.choice([1, 2, 3]))
