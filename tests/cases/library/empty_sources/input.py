from collections import Counter
import heapq
c = Counter(a=1)
print(c["a"], c["z"], +c, c.total(), list(c.elements()), c.most_common(2))
c["q"] += 1
c.subtract("aac")
print(c)
try:
    heapq.heappop([])
except IndexError as e:
    print(e)
def first(xs):
    return next(iter(xs), None)
print(first([]))
def both(xs):
    it = iter(xs)
    h = next(it, None)
    return h, list(it)
print(both([]))
print(next(iter([None]), None), next(iter([None, None])))
