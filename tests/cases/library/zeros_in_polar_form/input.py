import cmath
import re
print(cmath.rect(0, cmath.pi), cmath.rect(2, cmath.pi), cmath.rect(0, 1))
print(-(0j), 0 * -1j, complex(-0.0, 0), -1 * 0j)
