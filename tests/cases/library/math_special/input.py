"""Functions of `math` to the last bit, as hexadecimal floats show it."""

import math

POINTS = [0.0, -0.0, 1e-310, 1e-9, 0.1, 0.3, 0.7, 0.84375, 1.0, 1.2, 1.25, 2.0, 2.8, 3.5, 5.9, 6.1, 12.5, 27.3, 40.0]


def normal_cdf(x: float, mean: float = 0.0, deviation: float = 1.0) -> float:
    return 0.5 * (1 + math.erf((x - mean) / (deviation * math.sqrt(2))))


for x in POINTS:
    print(x, math.erf(x).hex(), math.erf(-x).hex(), math.erfc(x).hex(), math.erfc(-x).hex())
print([math.erf(math.inf), math.erf(-math.inf), math.erf(math.nan), math.erfc(math.inf), math.erfc(-math.inf)])
print([round(normal_cdf(x), 12) for x in (-3, -1.96, 0, 0.5, 1.96)], normal_cdf(110, 100, 15))
for x in [27.0, -8.0, 2.0, 0.001, 1e300, 5e-324, 3, 10**21]:
    print(x, math.cbrt(x).hex())
print(math.cbrt(math.inf), math.cbrt(-math.inf), math.cbrt(math.nan), math.cbrt(-0.0))
for x in [0.4, 1.5, 9.516969970461439, 1e10, -27.237747104448317, 5e-324]:
    print(x, math.asinh(x).hex())
for x in [1.0, 1.25, 2.5, 16.600422839300943, 353.9561167642307, 7.681947848635225e21]:
    print(x, math.acosh(x).hex())
for x in [0.1, -0.639404536907098, 0.7250004204416087, -0.9983227851063556, 1e-300]:
    print(x, math.atanh(x).hex())
for x in [3.5819882408622927, 19.47041291635093, -10.382511162277215, 9.0, 0.5]:
    print(x, math.gamma(x).hex(), math.lgamma(x).hex())
print(math.hypot(1.1, 2.2).hex(), math.hypot(1.1, 2.2, 3.3).hex(), math.hypot(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7).hex())
print(math.hypot(3e-320, 4e-320), math.hypot(1e308, 1e307), math.hypot(*[0.1] * 12).hex(), math.hypot(math.inf, math.nan))
print(math.dist([0.1, 0.2, 0.3], (1.7, 2.9, 3.1)).hex(), math.dist((5,), [2]), math.dist((), ()))
print(math.gcd(12, 18, 30, 6, 24, 36, 48), math.lcm(2, 3, 4, 5, 6, 7, 8))
print(math.fsum([math.inf, 1.0]), math.fsum([1e308, 1.0, -1e308]))
for bad in ([math.inf, -math.inf], [1e308, 1e308]):
    try:
        print(math.fsum(bad))
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
try:
    print(math.acosh(0.5))
except ValueError as error:
    print(error)
try:
    print(math.atanh(1))
except ValueError as error:
    print(error)
table = {"erf": math.erf, "cbrt": math.cbrt}
print([name + ":" + repr(f(8.0)) for name, f in table.items()], list(map(math.erfc, [0.5, 1])))
