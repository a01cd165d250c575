from itertools import islice

import lib
from lib import log, naturals, noted

print(list(islice(naturals(), 4)))
for x in noted([1, 2, 3]):
    log.append(x)
    print(x, log)
for x, n in lib.pairs([7, 8]):
    log.append(x)
    print(x, n)
print(lib.both([4]))
for n in naturals():
    if n > 2:
        break
    print(n)
