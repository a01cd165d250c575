def roundrobin(*its):
    its = [iter(i) for i in its]
    out = []
    while its:
        for it in list(its):
            v = next(it, None)
            if v is None:
                its.remove(it)
            else:
                out.append(v)
    return out
print(roundrobin([1, 2, 3], [4], [5, 6]))

from itertools import islice, chain
def chunks(xs, n):
    it = iter(xs)
    while True:
        c = list(islice(it, n))
        if not c: return
        yield c
print(list(chunks([1,2,3,4,5], 2)))
it = iter([3, 4, 5])
first = next(it)
for v in chain([first], it): print(v)
def head(it): return next(it, None)
def both(it): return head(it), head(it)
print(both(iter([7, 8])), both(iter([])))

