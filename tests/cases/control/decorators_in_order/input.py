def show(n, x):
    print("eval", n)
    return x
def deco(k):
    print("maker", k)
    def real(f):
        print("deco", k, f.__name__)
        def w(x):
            print("in", k)
            return f(x) + k
        return w
    return real
@deco(show("first", 1))
@deco(show("second", 20))
def g(x):
    return x
print(g(100))
