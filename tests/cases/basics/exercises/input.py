# programs in the style of exercises
def invert(d):
    out = {}
    for k, v in d.items():
        out.setdefault(v, []).append(k)
    return out
print(invert({'a': 1, 'b': 2, 'c': 1}))
def rotate(m):
    n = len(m)
    for i in range(n // 2):
        for j in range(i, n - i - 1):
            t = m[i][j]
            m[i][j] = m[n - 1 - j][i]
            m[n - 1 - j][i] = m[n - 1 - i][n - 1 - j]
            m[n - 1 - i][n - 1 - j] = m[j][n - 1 - i]
            m[j][n - 1 - i] = t
    return m
print(rotate([[1, 2, 3], [4, 5, 6], [7, 8, 9]]))
def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps
print([collatz(n) for n in range(1, 10)])
def lcs(a, b):
    dp = [['' for _ in range(len(b) + 1)] for _ in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            if x == y:
                dp[i][j] = dp[i - 1][j - 1] + x
            else:
                dp[i][j] = max(dp[i - 1][j], dp[i][j - 1], key=len)
    return dp[-1][-1]
print(lcs('abcbdab', 'bdcaba'))
def groups(words):
    d = {}
    for w in words:
        key = ''.join(sorted(w))
        if key not in d:
            d[key] = []
        d[key].append(w)
    return sorted(d.values(), key=lambda g: (-len(g), g[0]))
print(groups(['eat', 'tea', 'tan', 'ate', 'nat', 'bat']))
def primes(n):
    sieve = [True] * (n + 1)
    sieve[0] = sieve[1] = False
    for i in range(2, int(n ** 0.5) + 1):
        if sieve[i]:
            for j in range(i * i, n + 1, i):
                sieve[j] = False
    return [i for i, p in enumerate(sieve) if p]
print(primes(50))
def bal(s):
    st = []
    pairs = {')': '(', ']': '[', '}': '{'}
    for c in s:
        if c in pairs.values():
            st.append(c)
        elif c in pairs:
            if not st or st.pop() != pairs[c]:
                return False
    return not st
print(bal('{[()]}'), bal('{[(])}'), bal('(('))
class Stack:
    def __init__(self):
        self.items = []
    def push(self, x):
        self.items.append(x)
        return self
    def pop(self):
        if not self.items:
            raise IndexError('empty stack')
        return self.items.pop()
    def __len__(self):
        return len(self.items)
    def __contains__(self, x):
        return x in self.items
s = Stack()
s.push(1).push(2).push(3)
print(len(s), s.pop(), 2 in s, 3 in s)
try:
    while True:
        s.pop()
except IndexError as e:
    print('E', e)
def change(coins, amount):
    best = [0] + [float('inf')] * amount
    for a in range(1, amount + 1):
        for c in coins:
            if c <= a:
                best[a] = min(best[a], best[a - c] + 1)
    return best[amount] if best[amount] != float('inf') else -1
print(change([1, 5, 10], 27), change([5], 3))
def roman(n):
    vals = [(1000, 'M'), (900, 'CM'), (500, 'D'), (400, 'CD'), (100, 'C'), (90, 'XC'), (50, 'L'), (40, 'XL'), (10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I')]
    out = ''
    for v, sym in vals:
        while n >= v:
            out += sym
            n -= v
    return out
print([roman(n) for n in (1, 4, 9, 14, 1994)])
def matmul(a, b):
    return [[sum(x * y for x, y in zip(r, c)) for c in zip(*b)] for r in a]
print(matmul([[1, 2], [3, 4]], [[5, 6], [7, 8]]))
def flatten(x):
    if isinstance(x, list):
        return [z for y in x for z in flatten(y)]
    return [x]
print(flatten([1, [2, [3, [4]]], 5]))
def count_words(t):
    c = {}
    for w in t.lower().split():
        w = w.strip('.,!?')
        c[w] = c.get(w, 0) + 1
    return sorted(c.items(), key=lambda kv: (-kv[1], kv[0]))[:3]
print(count_words('The cat and the dog. The end!'))
def caesar(s, k):
    out = []
    for ch in s:
        if ch.isalpha():
            base = ord('a') if ch.islower() else ord('A')
            ch = chr((ord(ch) - base + k) % 26 + base)
        out.append(ch)
    return ''.join(out)
print(caesar('Hello, World', 3), caesar(caesar('Hello', 5), -5))
def perms(xs):
    if len(xs) <= 1:
        return [xs]
    out = []
    for i, x in enumerate(xs):
        for p in perms(xs[:i] + xs[i + 1:]):
            out.append([x] + p)
    return out
print(perms([1, 2, 3]))
def merge(iv):
    iv.sort(key=lambda x: x[0])
    out = [iv[0]]
    for cur in iv[1:]:
        last = out[-1]
        if cur[0] <= last[1]:
            last[1] = max(last[1], cur[1])
        else:
            out.append(cur)
    return out
print(merge([[1, 3], [2, 6], [8, 10], [15, 18]]))
