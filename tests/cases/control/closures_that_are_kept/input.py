def adders():
    out = []
    for i in range(3):
        def add(x, i=i):
            return x + i
        out.append(add)
    return out
print([f(10) for f in adders()])
def muls():
    return [lambda x, i=i: i * x for i in range(4)]
print([m(2) for m in muls()])
fs = [lambda x, j=j: x - j for j in range(3)]
print([f(1) for f in fs])
def compose(*fs):
    def run(x):
        for f in fs:
            x = f(x)
        return x
    return run
print(compose(lambda x: x + 1, lambda x: x * 2)(5))
ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b}
print(ops["+"](1, 2), ops["-"](5, 3))
def counter():
    count = 0
    def inc():
        nonlocal count
        count += 1
        return count
    def get():
        return count
    return inc, get
inc, get = counter()
inc(); inc()
print(get())
def bank(balance):
    def deposit(x):
        nonlocal balance
        balance += x
        return balance
    def withdraw(x):
        nonlocal balance
        if x > balance:
            return "no"
        balance -= x
        return balance
    return {"d": deposit, "w": withdraw}
b = bank(10)
print(b["d"](5), b["w"](20), b["w"](3))
