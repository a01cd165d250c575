def apply(f, x):
    return f(x)
def twice(f, x):
    return f(f(x))
def run(k):
    print(apply(lambda v: v + k, 3), twice(lambda v: v * k, 2))
    def shift(v):
        return v - k
    print(apply(shift, 10), twice(shift, 10))
    return apply(f=lambda v: v + 1, x=2)
print(run(5))
def table(n):
    t = {'sq': lambda x: x * x, 'neg': lambda x: -x, 'inc': lambda x: x + 1}
    try:
        return [t[k](n) for k in ('sq', 'neg', 'inc')], t['zz'](n)
    except KeyError as e:
        return str(e)
print(table(4))
class Button:
    def __init__(self, label, action):
        self.label = label
        self.action = action
    def press(self, n):
        return self.action(n)
def hello(n):
    return 'hello' * n
b = [Button('a', hello), Button('b', lambda n: str(n) + '!')]
for x in b:
    print(x.label, x.press(2))
def div(a, b):
    if b == 0:
        raise ValueError('zero')
    return a / b
OPS = {'/': div, '+': lambda a, b: a + b}
def safe(op, a, b):
    try:
        return OPS[op](a, b)
    except ValueError as e:
        return 'E ' + str(e)
    except ZeroDivisionError:
        return 'Z'
print(safe('/', 1, 0), safe('/', 1, 4), safe('+', 2, 3))
def choose(flag):
    f = max if flag else min
    return f([3, 1, 2])
def pick(flag):
    f = str.upper if flag else str.lower
    return f('aB')
print(pick(True), pick(False))
def compose(*fs):
    def inner(x):
        for f in fs:
            x = f(x)
        return x
    return inner
def add1(x):
    return x + 1
def dbl(x):
    return x * 2
steps = [add1, dbl, add1]
def chain(fs, x):
    for f in fs:
        x = f(x)
    return x
print(chain(steps, 5))
def mutate(xs):
    xs.append(1)
    return len(xs)
def count(xs):
    return len(xs)
acts = [mutate, count, mutate]
data = [0]
print([a(data) for a in acts], data)
def default_key(xs, key=None):
    if key is None:
        key = lambda v: v
    return sorted(xs, key=key)
print(default_key([3, 1, 2]), default_key([3, 1, 2], key=lambda v: -v))
def keyed(xs, key=None):
    key = key or (lambda v: -v)
    return sorted(xs, key=key), max(xs, key=key), [key(x) for x in xs], list(map(key, xs))
print(keyed([1, 3, 2]))
