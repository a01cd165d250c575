def grow(xs, a, b):
    xs.append(a)
    xs.append(b)
    return len(xs)


def put(d, k, v):
    d[k] = v
    return d


class Bag:
    def __init__(self):
        self.items = []
        self.count = 0

    def add(self, x, y=0):
        self.items.append(x)
        self.count += y
        return self.count

    def last(self):
        return self.items[-1]

    def spin(self):
        self.items.append(self.items.pop(0))
        self.items.append(self.last())
        self.items.append(self.add(5, 1))
        self.add(self.last(), self.add(3, 2))
        self.add(len(self.items), self.count)


xs = [1, 2, 3]
print(grow(xs, xs[0], xs.pop()), xs)
print(grow(xs, len(xs), sum(xs)), xs)
print(grow(xs, grow(xs, 1, 2), xs[-1]), xs)
d = {1: 2}
put(d, len(d), d[1])
put(d, 7, d.pop(1))
print(d)
b = Bag()
b.add(1)
b.add(b.count, b.last())
b.add(b.add(2, 3), b.last())
b.spin()
print(b.items, b.count)
rows = [[1, 2], [3, 4]]
rows[0].append(rows[1][0])
rows[0].append(len(rows))
rows[1].extend(rows[0])
rows[0][1] = rows[1][2]
rows[0][0] += rows[1].pop()
rows.append(rows[0] + rows[1])
print(rows)
words = ["b", "a"]
words.append(words[0])
words.insert(1, words[-1] + words[0])
words.append(words.pop(0).upper())
print(words)
g = {"a": [1], "b": [2]}
g["a"].append(g["b"][0])
g["a"].append(g["a"].pop() + 1)
g["b"].extend(g["a"])
g["c"] = g["a"] + g["b"]
print(g)
print([grow(xs, xs.pop(), i) for i in range(2)], xs)
