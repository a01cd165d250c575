def f1(xs):
    for x in xs:
        if x < 0:
            break
        x += 1
        if x % 2:
            continue
        xs = xs[1:]
    else:
        x = -1
    return x, xs
print(f1([1, 2, 3]), f1([1, -2, 3]))
def f2(n):
    i = 0
    while i < n:
        i += 1
        try:
            if i == 2:
                continue
            if i == 4:
                break
            if i == 7:
                return 'r'
        finally:
            n -= 0
    else:
        return 'else', i
    return 'end', i
print(f2(3), f2(6), f2(1))
def f3():
    total = 0
    for i in range(3):
        for j in range(3):
            if j == i:
                break
            total += i * 10 + j
        else:
            total += 1000
        i = i * 100
        total += i
    return total, i, j
print(f3())
def f4(s):
    out = []
    word = ''
    for ch in s + ' ':
        if ch == ' ':
            if word:
                out.append(word)
            word = ''
            continue
        word += ch
    return out
print(f4('ab  c de'))
def f5(d):
    for k in list(d):
        if d[k] == 0:
            del d[k]
        else:
            d[k] -= 1
    return d
print(f5({'a': 1, 'b': 0}))
def f6():
    count = 0
    def inc(by=1):
        nonlocal count
        count += by
        return count
    inc()
    inc(5)
    x = [inc() for _ in range(3)]
    return count, x
print(f6())
G = 10
def f7():
    global G
    G += 1
    return G
print(f7(), f7(), G)
def f8(a, b=2, *args, c=3, **kw):
    return a + b + sum(args) + c + sum(kw.values())
print(f8(1), f8(1, 1, 1, 1), f8(1, c=0), f8(1, 2, 3, c=4, d=5, e=6))
def f9(xs):
    a, *b, c = xs
    (d, e), f = (a, b), c
    return a, b, c, d, e, f
print(f9([1, 2, 3, 4]))
def f10(xs):
    xs[1:3] = [9]
    xs[::2] = [0] * len(xs[::2])
    del xs[-1]
    xs *= 2
    xs += (7,)
    return xs
print(f10([1, 2, 3, 4, 5]))
def f11(n):
    if n > 5:
        r = 'big'
    elif n > 2:
        r = 'mid'
    try:
        return r
    except UnboundLocalError as e:
        return 'unbound'
print(f11(9), f11(3), f11(0))
def f12(a):
    x = y = a
    x.append(1)
    z = x
    z += [2]
    y = y + [3]
    return x, y, z, a
print(f12([0]))
def f13(m):
    r = m[0]
    r[0] = 5
    m.append(r)
    m[-1].append(6)
    return m
print(f13([[1], [2]]))
def f14(s):
    res = 0
    sign = 1
    for c in s:
        if c.isdigit():
            res = res * 10 + int(c)
        elif c == '-':
            sign = -sign
    res *= sign
    return res
print(f14('-12a3'), f14('9' * 25))
def f15(n):
    a = b = 1
    while b < n:
        a, b = b, a + b
    return a, b
print(f15(100), f15(10 ** 20))
def f16(x):
    x = x if x > 3 else str(x)
    return x
print(f16(5), f16(1))
def f17(xs):
    best = None
    for x in xs:
        if best is None or x > best:
            best = x
    return best
print(f17([3, 9, 2]), f17([]), f17(['b', 'c']))
def f18(t):
    (a, b), c = t
    a, b = b, a
    return [a, b, c][::-1]
print(f18(((1, 2), 3)))
def f19(n):
    return sum(i for i in range(n) if not any(i % k == 0 for k in range(2, i)) and i > 1)
print(f19(20))
def f20(*names, sep='-'):
    return sep.join(n.title() for n in names) or 'none'
print(f20('a b', 'c'), f20(), f20('x', sep='/'))
