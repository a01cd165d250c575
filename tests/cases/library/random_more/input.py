import random


def main() -> None:
    random.seed(42)
    print(random.random(), random.randint(1, 10), random.randrange(5), random.randrange(2, 10), random.randrange(0, 10, 3), random.randrange(10, 0, -4))
    print(random.choice([1, 2, 3]), random.choice("abc"), random.choice((4, 5)), random.uniform(1, 2), random.getrandbits(8), random.getrandbits(70))
    xs = [1, 2, 3, 4, 5]
    random.shuffle(xs)
    print(xs, random.sample(xs, 2), random.choices(xs, k=3), random.gauss(0, 1), random.gauss(0, 1))
    print(random.choices([1, 2], weights=[1, 3], k=4), random.choices("ab", [0.5, 0.25], k=3), random.choices(["x", "y"]))
    print(random.sample(range(100), 3), random.sample("abcdef", 2), random.sample(range(1000000), k=4), random.sample(list(range(40)), 30))
    print(random.expovariate(1.5), random.normalvariate(0, 1), random.triangular(0, 1, 0.25), random.triangular(2, 5))
    r = random.Random(3)
    print(r.random(), r.randint(1, 6), r.choice("xyz"), r.sample([1, 2, 3], 2), r.uniform(0, 1), r.randrange(1, 5), r.choices("ab", k=2), r.gauss(0, 1))
    print(r.randrange(0, 100, 7), r.getrandbits(3), r.sample(range(10), 2), r.choices([1, 2, 3], weights=[1, 1, 8], k=5))
    for attempt in range(3):
        try:
            if attempt == 0:
                print(random.randrange(5, 5))
            elif attempt == 1:
                print(random.sample([1], 2))
            else:
                print(random.choices([1, 2], weights=[1], k=1))
        except ValueError as e:
            print(e)


main()
