class N:
    def __init__(self): self.n = 0
    def __call__(self, x):
        self.n += 1
        return (self.n % 2, x)
def f(xs):
    return sum(xs), sorted(xs, key=N())
print(f([1, 3, 2]))
def mk():
    print("made")
    return lambda x: -x
def f(xs):
    return sum(xs), sorted(xs, key=mk())
print(f([1, 3, 2]))
