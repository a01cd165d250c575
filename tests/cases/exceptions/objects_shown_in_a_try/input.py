class Item:
    def __init__(self, name, q, price):
        self.name = name
        self.q = q
        self.price = price
    def total(self):
        return self.q * self.price
    def __str__(self):
        return f"{self.name:<8}|{self.q:>4}|{self.total():8.2f}"
    def __repr__(self):
        return f"Item({self.name!r:>5}, {self.q:03d})"
class Shop:
    def __init__(self):
        self.items = {}
    def add(self, name, q, price):
        if q <= 0:
            raise ValueError("quantity")
        self.items[name] = Item(name, q, price)
    def sell(self, name, n):
        it = self.items[name]
        if it.q < n:
            raise RuntimeError(f"only {it.q} of {it}")
        it.q -= n
        return it
s = Shop()
for args in (("a", 3, 1.5), ("b", 0, 2.0), ("c", 12, 0.25)):
    try:
        s.add(*args)
        print(s.items[args[0]])
        print(list(s.items.values()))
    except ValueError as e:
        print("error:", e)
for n, k in (("a", 2), ("c", 50), ("z", 1)):
    try:
        print(s.sell(n, k))
    except RuntimeError as e:
        print("runtime:", e)
    except KeyError as e:
        print("missing", e)
big = 10 ** 400
try:
    print(f"{big:.2e}")
except OverflowError as e:
    print(e)
