def make(items):
    def order(desc):
        items.sort(key=lambda e: e[1], reverse=desc)
        return [n for n, _ in items]
    def top():
        return min(items, key=lambda e: e[1])
    return order, top
o, t = make([("a", 3), ("b", 1)])
print(o(True), t(), o(False))
