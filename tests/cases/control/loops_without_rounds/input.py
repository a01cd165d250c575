for i in []: pass
i = 5
while True:
    i -= 1
    if i < 3: break
else: print('x')
print(i)
def f(k):
    try:
        return 'a'
    finally:
        print('fin', k)
print(f(1))
def h():
    while True:
        try:
            try: raise ValueError('a')
            finally: print('inner fin')
        except ValueError as e:
            print('got', e)
            break
        finally: print('outer fin')
    return 'h'
print(h())
print(float('nan') != float('nan'), float('nan') == 1)
x = float('nan')
print(x != x, x == x)
t = (1, 'a', 2.5, None, [1])
for x in t: print(x, end=' ')
print()
def find(xs, p):
    for i, x in enumerate(xs):
        if p(x): return i
print(find([1, 2], lambda v: v > 1), find([], bool))
if (n := len('abc')) > 2: print(n)
print(n)
while (n := n - 1) > 0: print('n', n)
mixed = 14695981039346656037
for c in b'hello': mixed = ((mixed ^ c) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
print(mixed)
