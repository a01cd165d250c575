def add(x, acc=[]):
    acc.append(x)
    return acc
print(add(1), add(2), add(3, []), add(4))
def fib(n, memo={}):
    if n in memo:
        return memo[n]
    if n < 2:
        return n
    memo[n] = fib(n - 1, memo) + fib(n - 2, memo)
    return memo[n]
print(fib(30), fib(5))
class Bag:
    def __init__(self, items=[]):
        self.items = items
    def put(self, x):
        self.items.append(x)
a = Bag(); b = Bag(); c = Bag([9])
a.put(1); b.put(2); c.put(3)
print(a.items, b.items, c.items)
def count(w, seen=set(), *, tally={}):
    seen.add(w)
    tally[w] = tally.get(w, 0) + 1
    return len(seen), tally[w]
print(count("a"), count("b"), count("a"))
def look(x, table={"a": 1}):
    return table.get(x, 0) + len(table)
print(look("a"), look("b", {}))
from collections import defaultdict
def group(k, v, d=defaultdict(list)):
    d[k].append(v)
    return dict(d)
print(group("a", 1), group("b", 2), group("a", 3))
def outer():
    def inner(x, seen=[]):
        return x + len(seen)
    return inner(1)
print(outer())
BASE = 3
def scaled(x, k=BASE * 2, names=("a", "b")):
    return x * k, names
print(scaled(2))
CACHE = {}
K = 5
def twofold(x, memo=CACHE, k=K):
    if x in memo: return memo[x]
    memo[x] = x * 2 + k
    return memo[x]
def main():
    print(twofold(2), twofold(2), twofold(3), CACHE)
main()
print(twofold(4))
def nested(x, t={"a": []}):
    t["a"].append(x)
    return t
print(nested(1), nested(2), nested(3, {"a": [0]}))
def rows_of(x, rows=[[], [1]]):
    for r in rows:
        r.append(x)
    return len(rows[0])
print(rows_of(1), rows_of(2))
def only_read(k, t={"x": (1, 2)}):
    return t.get(k)
print(only_read("x"), only_read("y"))
