import operator
def add(a, b):
    return a + b
def sub(a, b):
    return a - b
def calc(c, x, y):
    table = {'+': add, '-': sub}
    return table[c](x, y)
print(calc('+', 1, 2), calc('-', 5, 2))
OPS = {'+': operator.add, '*': operator.mul}
def calc2(c, x, y):
    return OPS[c](x, y)
print(calc2('*', 3, 4))
def calc3(c, x, y):
    t = {'+': lambda a, b: a + b, '^': lambda a, b: a ** b}
    if c in t:
        return t[c](x, y)
    return None
print(calc3('^', 2, 5), calc3('?', 1, 1))
fs = [add, sub]
for f in fs:
    print(f(7, 3))
def compose0(f, g):
    return lambda x: f(g(x))
