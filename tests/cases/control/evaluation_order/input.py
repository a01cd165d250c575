def counter():
    total = 1

    def inc():
        nonlocal total
        total += 10
        return 5

    total += inc()
    print(total)
    total = total + inc()
    print(total)
    total = inc() + total
    print(total)
    xs = [total, inc(), total]
    print(xs)
    print(total, inc(), total)
    t = (total, inc())
    print(t)
    print(total if inc() else 0, total * inc() + total)
    print(f"{total} {inc()} {total}")
    return total


print(counter())
g = 1


def bump():
    global g
    g += 1
    return g


g += bump()
print(g)
g = g * 2 + bump() + g
print(g, bump(), g)
print([g, bump(), g], (g, bump()), {g: bump()}, g < bump() < g + 5)


class C:
    def __init__(self):
        self.n = 1
        self.items = [1]

    def up(self):
        self.n += 1
        self.items.append(self.n)
        return self.n

    def run(self):
        self.n += self.up()
        print(self.n)
        self.n = self.n + self.up()
        print(self.n, self.up(), self.n)
        self.items[0] += self.up()
        print(len(self.items), self.up(), len(self.items))
        self.items[-1] = self.up() + self.items[-1]
        print(self.items[-1] + self.up(), self.items)


C().run()


def take(xs):
    return xs.pop()


ys = [1, 2, 3, 4]
print(len(ys), take(ys), len(ys), ys)
print(ys[0] + take(ys) + len(ys), sum(ys) - take(ys))
ys += [5, 6]
ys[0] += take(ys)
print(ys, ys[0] * ys.pop())
zs = [3, 1, 2]
a, b, c = zs[0], zs.pop(), zs[-1]
print(a, b, c, zs)
d = {"a": 1}
d["a"] += d.pop("a")
print(d)
