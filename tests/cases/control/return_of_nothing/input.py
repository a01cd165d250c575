def log(n):
    print(n)
def f(xs):
    del xs[log2(3)]
    return log(2)
def log2(n):
    print(n)
    return n
try:
    f([1])
except IndexError as e:
    print(e)
