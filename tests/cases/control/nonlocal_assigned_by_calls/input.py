def outer(xs):
    best = None
    def visit(i):
        nonlocal best
        if i == len(xs):
            return
        if best is None or xs[i] > best:
            best = xs[i]
        visit(i + 1)
    visit(0)
    if best is None:
        return "empty"
    def clear():
        nonlocal best
        best = None
    if best is not None:
        b = best
        clear()
        print(best, b)
    best = 3
    clear()
    return best
print(outer([1, 5, 2]))
print(outer([]))
def o2(n):
    found = None
    def go(k):
        nonlocal found
        if k == n:
            found = k
            return True
        return k < 10 and go(k + 1)
    if go(0) and found:
        return found * 2
    return found
print(o2(3), o2(0), o2(20))
def o3():
    state = None
    def setter(v):
        nonlocal state
        state = v
        return v
    a = setter(1) + setter(2)
    print(state, a)
    state = None
    b = [setter(i) for i in range(3)]
    print(state, b)
    state = None
    c = setter(5) if b else None
    print(state, c)
    state = None
    d = {k: setter(k) for k in [7]}
    print(state, d)
    state = None
    print(max([1, 2], key=lambda v: setter(-v)), state)
    state = None
    assert setter(3), "x"
    print(state)
    state = None
    try:
        setter(4)
    finally:
        print(state)
    return state
print(o3())
