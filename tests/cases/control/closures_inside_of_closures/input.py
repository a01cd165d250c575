def curry(f): return lambda a: lambda b: f(a,b)
print(curry(lambda a,b:a*b)(3)(4))

def curry3(f): return lambda a: lambda b: lambda c: f(a, b, c)
print(curry3(lambda a, b, c: a * b - c)(3)(4)(5))
mul = lambda a: lambda b: a * b
dbl = mul(2)
print(dbl(5), [mul(k)(3) for k in range(3)])

def deco(n):
    def wrap(f):
        def inner(x):
            return f(x) * n
        return inner
    return wrap
tr = deco(3)(lambda x: x + 1)
print(tr(4))
g = deco(2)
print(g(abs)(-4), g(tr)(1))

def outer(a):
    b = a * 2
    def mid(c):
        d = c + b
        def low(e):
            return a + b + c + d + e
        return low
    return mid
m = outer(1)
print(m(2)(3), outer(5)(1)(1))

def maker():
    fs = []
    for i in range(3):
        def g(x, i=i):
            return lambda y: x + y + i
        fs.append(g)
    return fs
print([f(1)(2) for f in maker()])

compose = lambda f: lambda g: lambda x: f(g(x))
print(compose(lambda x: x + 1)(lambda x: x * 2)(5))
true = lambda a: lambda b: a
false = lambda a: lambda b: b
print(true(1)(2), false(1)(2))

