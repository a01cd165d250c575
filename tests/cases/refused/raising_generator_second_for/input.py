def g(xs):
    for x in xs:
        if x == 0:
            raise ValueError("zero")
        yield x
def f1(xs):
    try:
        return [b for a in xs for b in g(a)]
    except ValueError as e:
        return str(e)
print(f1([[1], [1, 0], [5]]))
