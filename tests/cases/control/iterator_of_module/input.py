def g():
    yield 1
    yield 2
it = g()
def step():
    return next(it)
print(step(), step())
