def take(it, n):
    return [next(it) for _ in range(n)]
it = iter(range(10))
print(take(it, 3), take(it, 2), next(it))
a = it
print(next(a), next(it), list(a), next(it, None))

def gen(n):
    for i in range(n):
        yield i * i
g = gen(5)
h = g
print(next(g), next(h), list(g), list(h))
gs = [gen(2), gen(3)]
print([next(x) for x in gs], [list(x) for x in gs])

def primes():
    n = 2
    while True:
        if all(n % d for d in range(2, int(n ** 0.5) + 1)):
            yield n
        n += 1
p = primes()
q = p
print([next(p) for _ in range(3)], next(q))
store = {"p": p, "q": primes()}
print(next(store["p"]), next(store["q"]))
def nth(g, k):
    for _ in range(k): v = next(g)
    return v
print(nth(p, 2), nth(p, 1))

