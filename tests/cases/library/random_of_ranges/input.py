import random
random.seed(3)
print(random.choice(range(10)), random.choice(range(5, 100, 5)), random.choices(range(4), k=6), random.choices(range(3)), [random.choice(range(2)) for _ in range(5)])
r = random.Random(5)
print(r.choice(range(10)), r.choices(range(3), k=4), r.sample(range(9), 3))
n = 7
print(random.choice(range(n)) < n)
