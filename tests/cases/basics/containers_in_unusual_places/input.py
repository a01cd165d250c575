from collections import defaultdict, deque, Counter
import collections
from itertools import combinations, pairwise, permutations
def ranks(votes):
    m = len(votes[0])
    cnt = defaultdict(lambda: [0] * m)
    for vote in votes:
        for i, c in enumerate(vote):
            cnt[c][i] += 1
    return sorted(cnt.items())
print(ranks(["ABC", "ACB", "ABC"]))
def slices(nums):
    f = [defaultdict(int) for _ in nums]
    ans = 0
    for i, x in enumerate(nums):
        for j, y in enumerate(nums[:i]):
            d = x - y
            ans += f[j][d]
            f[i][d] += f[j][d] + 1
    return ans, [len(m) for m in f]
print(slices([2, 4, 6, 8, 10]))
d = defaultdict(deque)
d["a"].append(1)
d["a"].appendleft(2)
e = defaultdict(Counter)
e["x"]["y"] += 2
o = defaultdict(collections.OrderedDict)
o[1]["k"] = 3
print(d, e, o)
class Node:
    def __init__(self):
        self.kids = []
    def __repr__(self):
        return f"Node({self.kids})"
nodes = defaultdict(Node)
nodes["r"].kids.append(4)
print(nodes["r"])
print(nodes["s"])
print(len(nodes))
def triangles(edges, n):
    g = defaultdict(set)
    for a, b in edges:
        g[a].add(b)
        g[b].add(a)
    count = 0
    for i in range(1, n + 1):
        for j, k in combinations(sorted(g[i]), 2):
            if j in g[k]:
                count += 1
    return count // 3
print(triangles([(1, 2), (5, 2), (4, 1), (2, 4), (3, 1), (3, 4)], 5))
def grow():
    xs = [1, 2, 3]
    for a, b in combinations(xs, 2):
        xs.append(a * b)
    for p in permutations(xs[:2]):
        xs[0] += 1
        xs.append(sum(p))
    return xs
print(grow())
def limits(n):
    left, right = 0, 1 << 40
    while left < right:
        mid = (left + right) >> 1
        if mid * mid >= n:
            right = mid
        else:
            left = mid + 1
    return left
print(limits(10**20), limits(17))
def spin(n):
    z = 1 + 0j
    w = 2j
    for _ in range(n):
        z *= w
        z += 1
        z -= 2j
    return z
print(spin(3))
def first_big(xs):
    best = float("inf")
    while 1:
        for x in xs:
            if x > 3:
                break
        else:
            return best
        best = min(best, x)
        xs.remove(x)
print(first_big([1, 5, 2, 4]), first_big([1]))
def walk(n):
    total = 0
    step = 1
    def go(i):
        nonlocal total
        if i == 0:
            return total & step
        total |= step << i
        x = total & (step << 3)
        return go(i - 1) + x
    return go(n), total
print(walk(4))
class Cell:
    def __init__(self):
        self.next = None
        self.v = 0
def chain(n):
    head = Cell()
    node = head
    for i in range(n):
        node.next = Cell()
        node = node.next
        node.v += i
    node.v += 100
    out = []
    node = head
    while node:
        out.append(node.v)
        node = node.next
    return out
print(chain(3))
def ranking(votes):
    m = len(votes[0])
    cnt = defaultdict(lambda: [0] * m)
    for vote in votes:
        for i, c in enumerate(vote):
            cnt[c][i] += 1
    return "".join(sorted(cnt, key=lambda c: (cnt[c], -ord(c)), reverse=True))
print(ranking(["ABC", "ACB", "ABC", "ACB", "ACB"]))
