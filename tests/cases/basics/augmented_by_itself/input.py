from functools import lru_cache, cache
def clear(xs):
    xs[:] = []
def main():
    xs = [1, 2]
    xs[:] = []
    print(xs)
    ys = [1, 2, 3]
    ys[1:2] = []
    ys[:0] = [9, 8]
    print(ys)
    clear(ys)
    print(ys)
    a = [1, 2]
    a += a
    print(a)
    a.extend(a)
    print(a)
    a[1:1] = a
    print(a)
    s = {1}
    s |= s
    s.update(s)
    print(s)
    t = "ab"
    t += t
    n = 3
    n += n
    n *= n
    print(t, n)
    d = {1: 2}
    d |= d
    d.update(d)
    print(d)
main()
