N = 1000
factors = [[] for _ in range(N)]
for i in range(2, N):
    if not factors[i]:
        for j in range(i, N, i):
            factors[j].append(i)
names = {"a": 1, "b": 2}
sieve = [True] * 10
words = ["x", "y"]
def f(n):
    total = 0
    for p in factors[n]:
        total += p
    if sieve[n % 10] and "a" in names:
        total += names["a"]
    return total + len(words) + len(factors[n])
print(f(12), f(30))
limits = [3, 1, 2]
table = {}
def best():
    out = []
    for k in table:
        out.append(k)
    for k, v in sorted(table.items()):
        out.append(k + v)
    for i, x in enumerate(limits):
        out.append(str(i * x))
    if 3 in limits and limits.index(2) == 2 and limits.count(1):
        out.append(str(limits))
    return out, limits[1:], max(limits), sum(limits), [v for v in limits if v > 1], list(reversed(limits)), limits == [3, 1, 2]
table = {"q": "r", "a": "b"}
def run():
    return best()[1:]
limits2 = limits
print(run())
