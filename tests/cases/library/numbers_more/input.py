import math


def main() -> None:
    print(hash(5), hash(-1), hash(2.5), hash(1.0), hash(True), hash(10**20), hash((1, 2)), hash((1, (2, 3))), hash(2**61 - 1))
    print(hash((1, 2)) == hash((1, 2)), hash(1) == hash(1.0), hash(frozenset([1, 2])) == hash(frozenset([2, 1])), hash(()))
    print(list(enumerate("ab", start=5)), list(enumerate([], 1)), list(zip([1, 2], "ab", strict=True)), list(zip()), list(zip([1])))
    print(math.ceil(2.1), math.floor(-2.1), math.trunc(-2.9), math.sqrt(16), math.isqrt(17), math.gcd(12, 18), math.gcd(), math.gcd(5), math.gcd(4, 6, 8), math.lcm(4, 6), math.lcm(), math.lcm(2, 3, 4))
    print(math.factorial(20), math.comb(5, 2), math.comb(2, 5), math.perm(5, 2), math.perm(4), math.prod([1, 2, 3]), math.prod([1, 2, 3.0]), math.prod([0.5, 4]), math.prod(range(1, 6)), math.prod([2, 3], start=1.5))
    print(math.degrees(math.pi), math.radians(180), math.hypot(3, 4), math.hypot(1, 2, 3), math.hypot(), math.hypot(5), math.dist([1, 2], [4, 6]), math.dist((0, 0), (3, 4)), math.fabs(-2), math.fmod(-7, 3), math.modf(-2.5), math.frexp(8), math.ldexp(0.5, 4))
    print(math.copysign(1, -0.0), math.exp2(3), math.remainder(10, 3), math.remainder(-7.5, 2), math.nextafter(1, 2), math.nextafter(0, -1), math.ulp(1.0))
    print([math.gamma(x) for x in (0.5, 1, 5, 10, 23, 24.5, 150.25, 170, -0.5, -3.7, -150.3, 1e-10)])
    print([math.lgamma(x) for x in (0.5, 1, 2, 3, 10.5, 1e5, -0.5, -3.7, 1e-30)], math.ulp(0.1), math.ulp(-1e308))
    try:
        math.gamma(-1)
    except ValueError as e:
        print(e)
    try:
        print(math.gamma(172))
    except OverflowError as e:
        print(e)
    print(math.floor(5), math.ceil(5), math.floor(1e20), math.trunc(5), math.floor(True), math.isqrt(10**40), math.factorial(30), math.sqrt(2), math.log(10**400), math.log2(2**100))
    print([1, 2, 3].index(3, 0, 3), [1, 2, 1].index(1, -1), (5).real, (2.5).real, (5).numerator)
    for n, c in zip([1, 2, 3], "ab", strict=True):
        print(n, c)


main()
