def g(xs):
    for x in xs:
        if x == 0:
            raise ValueError("zero")
        yield x
def f1(xs):
    try:
        a, b = g(xs)
        return a + b
    except ValueError as e:
        return str(e)
print(f1([1, 2]), f1([1, 0]))
