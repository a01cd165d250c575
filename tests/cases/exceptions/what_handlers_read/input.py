def f(s):
    x = 0
    try:
        x = 1
        int(s)
        x = 2
    except ValueError:
        return x
    return x
print(f('q'), f('1'))
def g(s):
    x = 0
    try:
        x += 1
        int(s)
        x = 2
    except ValueError:
        return x
    return x
print(g('q'), g('1'))
def h(s):
    x = 0
    try:
        x = 5
        int(s)
        x = 2
    finally:
        print('f', x)
    x = 3
    return x
print(h('1'))
try:
    h('w')
except ValueError:
    print('v')
def k(xs):
    n = 0
    for s in xs:
        try:
            n += 1
            v = int(s)
            n = 0
        except ValueError:
            print(n)
            continue
        print('ok', v)
    return n
print(k(['1', 'a', 'b', '2']))
