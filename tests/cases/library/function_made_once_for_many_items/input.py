from functools import partial
xs = []
def show(): 
    print("made"); return 3
def add(a, b): return a + b
f = partial(add, show())
print(f(1), f(2))
print(sorted([3, 1, 2], key=partial(add, show())))

def adder(n): return lambda x: x + n
print(sum([1]), list(map(adder(3), [1, 2])), max([1, 2], key=adder(1)))

