import random

random.seed(42)
print(random.random(), random.randint(1, 100), random.randrange(10), random.uniform(0, 5))
print(random.choice(["a", "b", "c"]), random.sample(list(range(20)), 5))
deck = list(range(10))
random.shuffle(deck)
print(deck)
