def f(n):
    q = [None, n]
    q += []
    q.extend([])
    q.extend(())
    r = [n]
    r += []
    r.extend([])
    s = ["a"]
    s[1:] = []
    s += ["b"]
    t = {1, 2}
    t.update([])
    t |= set([])
    d = {1: None}
    d.update([])
    d.update({})
    return q, r, s, t, d, sum([], 5), "".join([]), sorted([]), tuple([]) + (1,), max([], default=3)
print(f(3))
