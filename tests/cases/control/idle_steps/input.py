def f(n):
    out = []
    d = 11
    for num in range(10, n):
        while d <= 20:
            if num % 3 == d % 3:
                out.append(num)
            d += 1
        num += 1
        d = 10
    return out
print(f(14))
def g(n, base):
    res = ''
    while n:
        n, m = divmod(n, base)
        if m > 9:
            v = chr(55 + m)
        else:
            v = str(m)
        res += v
    return res[::-1]
print(g(255, 16), g(10, 2))
def h(xs):
    last = 0
    for x in xs:
        last = x
        x *= 2
    total = 0
    for i in xs:
        total += i
        if total > 3:
            total += 100
            break
    return last
print(h([1, 2, 3]))
