from functools import partial
import lib
from lib import scale as s

f = partial(lib.add, 1, c=5)
g = partial(s, by=3)
print(f(2), f(3), g(4), list(map(partial(lib.add, 1, 2), [3, 4])))
h = partial(lib.Box(4).plus, 1)
print(h())
