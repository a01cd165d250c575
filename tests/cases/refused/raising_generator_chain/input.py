from itertools import chain
def g(xs):
    for x in xs:
        if x == 0:
            raise ValueError("zero")
        yield x
def f1(xs):
    try:
        return list(chain(g(xs), [1]))
    except ValueError as e:
        return str(e)
print(f1([1, 2, 0]))
