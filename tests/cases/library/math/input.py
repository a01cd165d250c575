import math
from math import gcd, sqrt

print(math.pi, math.e, math.inf, sqrt(2), math.floor(-2.5), math.ceil(2.1), math.trunc(-2.9))
print(gcd(12, 18), math.lcm(4, 6), math.factorial(25), math.comb(50, 25), math.perm(10, 3))
print(math.isqrt(10**30), math.prod([1, 2, 3, 4]), math.hypot(3, 4), math.fabs(-2), math.copysign(1, -0.0))
print(math.log(8, 2), math.log2(1024), math.log10(1000), math.exp(1), math.pow(2, 0.5))
print(math.sin(1), math.cos(1), math.atan2(1, 2), math.degrees(math.pi), math.radians(180))
print(math.isclose(0.1 + 0.2, 0.3), math.isnan(math.nan), math.isinf(math.inf), math.fsum([0.1] * 10))
try:
    math.sqrt(-1)
except ValueError as error:
    print(error)
