class Account:
    def __init__(self, balance):
        self.balance = balance
        self.log = []
    def deposit(self, n):
        self.balance += n
        self.log.append(n)
        return self.balance
    def withdraw(self, n):
        if n > self.balance:
            raise ValueError("insufficient")
        self.balance -= n
        return self.balance
a = Account(10)
actions = [(a.deposit, 5), (a.withdraw, 3), (a.withdraw, 100)]
for act, n in actions:
    try:
        print(act(n))
    except ValueError as e:
        print("error", e)
print(a.balance, a.log)

class Counter:
    def __init__(self): self.n = 0
    def tick(self, k):
        self.n += k
        return self.n
def apply_all(fs, x):
    return [f(x) for f in fs]
c = Counter(); d = Counter()
print(apply_all([c.tick, d.tick, c.tick, lambda v: v * 2, abs], 3), c.n, d.n)

class Stack:
    def __init__(self):
        self.items = []
    def push(self, x): self.items.append(x)
    def pop(self): return self.items.pop()
s = Stack()
push, pop = s.push, s.pop
for i in range(3): push(i)
print(pop(), pop(), s.items)

class EventBus:
    def __init__(self):
        self.subs = {}
    def on(self, name, fn):
        self.subs.setdefault(name, []).append(fn)
    def emit(self, name, value):
        for fn in self.subs.get(name, []):
            fn(value)
bus = EventBus()
seen = []
class Listener:
    def __init__(self, tag): self.tag = tag; self.got = []
    def handle(self, v): self.got.append((self.tag, v))
l = Listener("L")
bus.on("a", l.handle)
bus.on("a", seen.append)
bus.on("a", lambda v: print("got", v))
bus.emit("a", 1); bus.emit("b", 2); bus.emit("a", 3)
print(l.got, seen)

def run(f, n): return [f(i) for i in range(n)]
class M:
    def __init__(self, k): self.k=k
    def mul(self, x): return self.k*x
m=M(3)
print(run(m.mul, 3), list(map(m.mul, [1,2])), sorted([3,1,2], key=m.mul))
print(max([1,2], key=M(-1).mul))

