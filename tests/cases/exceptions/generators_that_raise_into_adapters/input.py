from itertools import chain, islice, takewhile
def g(xs):
    for x in xs:
        if x == 0:
            raise ValueError("zero")
        yield x
def f1(xs):
    try:
        return list(islice(g(xs), 2)), list(takewhile(lambda v: v < 3, g(xs)))
    except ValueError as e:
        return str(e)
print(f1([1, 2, 0]), f1([1, 5, 0]), f1([0]))
def f2(xs):
    out = []
    try:
        out.extend(g(xs))
    except ValueError as e:
        out.append(-1)
    return out
print(f2([1, 2]), f2([1, 0, 2]))
def f3(xs):
    seen = set()
    try:
        seen.update(g(xs))
    except ValueError as e:
        print(e)
    return sorted(seen)
print(f3([1, 2]), f3([1, 0, 2]))
def f4(xs):
    try:
        return [*g(xs), 9]
    except ValueError as e:
        return [str(e)]
print(f4([1, 2]), f4([1, 0, 2]))
def f5(xs):
    try:
        return dict(zip(g(xs), "abc"))
    except ValueError as e:
        return str(e)
print(f5([1, 2]), f5([1, 0, 2]))
def f6(xs):
    try:
        return min(g(xs))
    except ValueError as e:
        return str(e)
print(f6([2, 1]), f6([]), f6([0]))
def f7(xs):
    try:
        for i, v in enumerate(g(xs)):
            if i > 1:
                return v
        return None
    except ValueError as e:
        return -1
print(f7([1, 2, 3]), f7([1, 0]), f7([1]))
def helper(xs):
    return sum(g(xs))
def f8(xs):
    try:
        return helper(xs)
    except ValueError as e:
        return str(e)
print(f8([1]), f8([1, 0]))
def f9(xs):
    it = g(xs)
    a = next(it)
    try:
        b = next(it)
    except ValueError:
        b = -1
    return a, b, list(it)
print(f9([1, 2, 3]), f9([1, 0, 3]))
print(helper([4, 0]))
