class Clock:
    def __init__(self, hour, minute):
        self.hour = hour
        self.minute = minute
        self.cleanup()
    def __repr__(self):
        return f'{self.hour}:{self.minute}'
    def __add__(self, m):
        self.minute += m
        return self.cleanup()
    def cleanup(self):
        self.hour += self.minute // 60
        self.hour %= 24
        self.minute %= 60
        return self
print(Clock(25, 130), Clock(1, 2) + 70)
class Garden:
    def __init__(self, names):
        self.cups = {}
        self.log = []
        self.log.append('x')
        for n in names:
            self.cups.setdefault(n, [])
            self.cups[n].append(len(n))
        self.log.sort()
g = Garden(['ab', 'c'])
print(g.cups, g.log)
class Fenwick:
    def __init__(self, arr=None, size=None):
        if arr is None and size is not None:
            self.size = size
            self.tree = [0] * size
        elif arr is not None:
            self.init(arr)
        else:
            raise ValueError('Either arr or size must be specified')
    def init(self, arr):
        self.size = len(arr)
        self.tree = arr[:]
        for i in range(1, self.size):
            j = i + (i & -i)
            if j < self.size:
                self.tree[j] += self.tree[i]
    def get(self):
        return self.tree
print(Fenwick([1, 2, 3, 4]).get(), Fenwick(size=3).get())
try:
    Fenwick()
except ValueError as e:
    print(e)
class Boyer:
    def __init__(self, text, pattern):
        self.text, self.pattern = text, pattern
        self.tl, self.pl = len(text), len(pattern)
    def show(self):
        return self.text + self.pattern + str(self.tl + self.pl)
print(Boyer('abc', 'b').show())
class Late:
    def __init__(self, n):
        self.n = n
        self.reset()
        self.total = self.n + self.k
    def reset(self):
        self.items = []
        self.k = 3
        self.name = 'q'
        self.best = None
    def put(self, x):
        self.items.append(x)
        self.best = x
        return self.total
l = Late(2)
print(l.put(4))
print(l.items, l.best, l.name)
class Char:
    def __init__(self):
        for a in range(3):
            pass
        self.level = self.roll(4)
        self.hp = 10 + self.level
    def roll(self, n):
        return n * 2
c = Char()
print(c.level, c.hp)
