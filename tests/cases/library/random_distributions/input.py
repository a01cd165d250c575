import random

rng = random.Random(2024)
for _ in range(3):
    print(rng.triangular(), rng.triangular(1, 5), rng.triangular(0, 10, 2.5), rng.triangular(low=1, high=2, mode=1.5), rng.triangular(4, 4, 4))
    print(rng.betavariate(1, 2), rng.betavariate(0.5, 3.5), rng.gammavariate(1, 2), rng.gammavariate(0.5, 2), rng.gammavariate(9.5, 0.1))
    print(rng.lognormvariate(0, 1), rng.vonmisesvariate(0, 4), rng.vonmisesvariate(3, 0), rng.paretovariate(3), rng.weibullvariate(1, 1.5))
    print(rng.gauss(), rng.gauss(mu=1, sigma=2), rng.normalvariate(), rng.normalvariate(mu=3, sigma=0.5), rng.expovariate(lambd=2))
    print(rng.choices("abc", cum_weights=[1, 3, 6], k=5), rng.randint(a=1, b=6), rng.uniform(a=1, b=2), rng.choices([1, 2, 3], k=4), rng.choices("xy", cum_weights=[0.5, 2.5], k=3), rng.choices("xy", weights=[0.5, 2.5], k=3))
random.seed(7)
print(random.triangular(), random.triangular(0, 1, mode=0.25), random.betavariate(2, 3), random.gammavariate(2, 3), random.lognormvariate(1, 0.5))
print(random.vonmisesvariate(1, 2), random.paretovariate(2), random.weibullvariate(2, 2), random.gauss(), random.normalvariate())
print(random.choices([10, 20], cum_weights=[0.5, 1.5], k=6), random.randint(a=3, b=4))
try:
    rng.gammavariate(0, 1)
except ValueError as error:
    print(error)
try:
    rng.paretovariate(0)
except ZeroDivisionError as error:
    print(error)
try:
    rng.choices([1, 2], cum_weights=[1], k=2)
except ValueError as error:
    print(error)
