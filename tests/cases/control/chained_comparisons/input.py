def f(x):
    return x * 2
xs = [1, 2, 3, 4]
print([x for x in xs if 2 <= f(x) < 7])
print(sorted(xs, key=lambda v: 1 < f(v) < 5))
print(any(1 < f(x) <= len(xs) < 9 for x in xs))
def g(s):
    return 0 < len(s.strip()) < 5 and s.strip() == "a"
print(g(" a "), g("bbbbbb"))
log = []
def ev(n):
    log.append(n)
    return n
print(ev(1) < ev(2) < ev(3) < ev(4), log)
print(ev(1) < ev(0) < ev(3), log)
print(ev(1) < ev(5) > ev(3) == ev(3) in [ev(3)], log)
print(1 < 2 in {2: 3}, 1 == 1.0 == True, "a" < "b" < "c", None is None is not 3)
x = 5
while 0 < x < 10 < 20:
    x += 3
if ev(3) < ev(4) <= x:
    print(x, log[-2:])
