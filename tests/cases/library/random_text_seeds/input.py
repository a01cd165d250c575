import random

for seed in ("", "a", "Grüße", "a longer seed that fills more than one block of the hash: " * 3):
    random.seed(seed)
    mine = random.Random(seed)
    print(random.random(), random.randint(1, 10**6), mine.random(), mine.getrandbits(40))
    mine.seed("x" + seed)
    print(mine.random())
random.seed(a=5)
print(random.random())
random.seed()
once = random.Random()
print(0 <= random.random() < 1, 0 <= once.random() < 1)
