a, b = 1, -2
print(abs(b), a % 7)
(c, d), e = (1, -2), 3
print(abs(d), e % 2, c % 4)
f, *g = [-1, 2, -3]
print(abs(f), [abs(x) for x in g])
if (n := -3) < 0:
    print(abs(n))
def run(c):
    x = 1 if c else -2
    print(abs(x), x % 5)
    y = -3
    y += 1
    print(abs(y), max(y, -2))
    for i, j in ((1, -2), (3, -4)):
        print(abs(j), i % 3)
    for i in (1, -2, 3):
        k = i * 2
        print(abs(k), k % 3, k // 2, -k)
    for w in {1: -2}.values():
        print(abs(w))
    for w in {-3, }:
        print(abs(w))
    for k, v in {1: -2}.items():
        print(abs(v), abs(k), k % 3)
    for k in {-1: 2}:
        print(abs(k))
    for p in [[1, -2], [3]]:
        print(abs(p[0]), [abs(z) for z in p])
    for p, q in zip([1, -2], [3, -4]):
        print(abs(p), abs(q))
    for i, p in enumerate((1, -2)):
        print(abs(p), i % 2)
    for p in reversed([1, -2]):
        print(abs(p))
    for p in sorted([1, -2]):
        print(abs(p))
    for p in [1, -2] + [3]:
        print(abs(p))
    for p in [-1] * 2:
        print(abs(p))
    for p in [1, -2][::-1]:
        print(abs(p))
    match -4:
        case 1: print("one")
        case z: print(abs(z))
    t = (1, -5)
    print(abs(t[1]), abs(min(t)))
    h = lambda q: abs(q)
    print(h(-3))
    print(abs([1, -2][1]), abs((3, -4)[1]), abs({1: -2}[1]), (lambda: -3)() if False else abs(-3))
    m = [1, -2].pop()
    print(abs(m))
    s = 0
    while s > -3:
        s -= 1
        print(abs(s))
    try:
        r = -7
    except ValueError:
        r = 2
    print(abs(r))
run(0)
