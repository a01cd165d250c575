import math, cmath, random, re
from collections import defaultdict
def sum_of_divisors(n):
    s = 1
    t = 1
    while n % 2 == 0:
        t += 1
        n = int(n / 2)
    if t > 1:
        s *= (2**t - 1) / (2 - 1)
    for i in range(3, int(math.sqrt(n)) + 1, 2):
        t = 1
        while n % i == 0:
            t += 1
            n = int(n / i)
        if t > 1:
            s *= (i**t - 1) / (i - 1)
    return int(s)
print(sum_of_divisors(100), sum_of_divisors(97))
def pick(g):
    random.seed(4)
    copy = {n: g[n][:] for n in g}
    copy['a'].append('z')
    x = copy['b']
    x.append('q')
    v = random.choice(copy['a'])
    return v, random.sample(copy['a'], 2), copy
print(pick({'a': ['x', 'y'], 'b': ['c']}))
def key(s):
    return [int(p) if p.isdigit() else p.lower() for p in re.split('([0-9]+)', s)]
print(sorted(['a10', 'a2', 'B1'], key=key))
def kruskal(edges):
    cost = 0
    tree = []
    for e in edges:
        if e[0] != e[1]:
            cost += e[2]
            tree.append(e)
    return tree
print(kruskal([(1, 2, 3), (1, 1, 4)]))
def flow(xs):
    total = 0
    found = []
    while xs:
        f = xs.pop()
        total = total + f
        total += f
        found.append(f)
    return found
print(flow([1, 2]))
def bs(a, item):
    if len(a) == 0:
        return False
    m = len(a) // 2
    if a[m] == item:
        return True
    if item < a[m]:
        return bs(a[:m], item)
    return bs(a[m + 1:], item)
print(bs([1, 2, 3], 3), bs(range(10), 4), bs((1, 2), 5), bs(range(0, 20, 5), 15))
def ana(a, b):
    count = defaultdict(int)
    for i in range(len(a)):
        count[a[i]] += 1
        count[b[i]] -= 1
    return all(c == 0 for c in count.values())
print(ana('ab', 'ba'), ana('ab', 'bb'))
def pigeon(a):
    if not a:
        return a
    lo, hi = min(a), max(a)
    size = hi - lo + 1
    holes = [0] * size
    for x in a:
        holes[x - lo] += 1
    i = 0
    for n in range(size):
        while holes[n] > 0:
            a[i] = n + lo
            holes[n] -= 1
            i += 1
    return a
a = [8, 3, 2, 7, 10 ** 3, 9]
print(pigeon(a), a)
def hexa(n):
    return hex(n)
print(hexa(-256) == -256, hexa(5) == '0x5')
def bounds():
    b = [2047, 3215031751, 10 ** 30, 2_152_302_898_747]
    for i, x in enumerate(b, 1):
        if x > 5000:
            return x
    return [y for y in (2047, 3215031751, 3_474_749_660_383)]
print(bounds())
