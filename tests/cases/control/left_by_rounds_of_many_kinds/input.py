"""What rounds of loops of all kinds leave to the next ones."""

import itertools


def gen(xs):
    for x in xs:
        if x == 0:
            last = x + 5
        else:
            yield last
            last = x
    yield last


print(list(gen([0, 1, 2])))


def gen2(xs):
    for x in xs:
        if x:
            acc = [x]
        yield acc
        acc.append(9)


print(list(gen2([1, 0, 2])))


def counted_down(n):
    while n > 0:
        if n % 2:
            v = n
            n -= 1
            continue
        n -= 1
        print(v)
        del v
        try:
            print(v)
        except UnboundLocalError as e:
            print(e)


counted_down(5)


def best_of(rows):
    best = None
    for r in rows:
        for c in r:
            if best is None or c > best:
                best = c
                where = (r, c)
    return best, where


print(best_of([[1, 5], [7, 2]]))
try:
    best_of([])
except UnboundLocalError as e:
    print(e)


def added(xs):
    def add(v):
        nonlocal total
        total += v

    for x in xs:
        if x == 0:
            total = 0
        add(x)
        print(total)


added([0, 1, 2])


class Jobs:
    def __init__(self):
        self.log = []

    def run(self, xs):
        for x in xs:
            if x == "start":
                job = {"steps": 0}
            elif x == "step":
                job["steps"] += 1
            else:
                self.log.append(job)
        return self.log


print(Jobs().run(["start", "step", "step", "end", "start", "end"]))


def matched(xs):
    for x in xs:
        match x:
            case 0:
                state = "zero"
            case int():
                print(state, x)
                state = "int"
            case str(s):
                last = s
                print(state, last)
    return state


print(matched([0, 1, "a", 2]))


def paired(xs):
    it = iter(xs)
    for a in it:
        b = next(it, None)
        if b is not None:
            pair = (a, b)
        print(pair)


paired([1, 2, 3])


def before(n):
    for i in range(n):
        with_prev = i > 0
        if with_prev:
            print(prev, prev2)
        prev, prev2 = i, [i]
        prev2.append(i)


before(3)


def nested(text):
    out = []
    for ch in text:
        if ch == "(":
            depth = 1 if not out else depth + 1
            out.append(depth)
        elif ch == ")":
            depth -= 1
    return out, depth


print(nested("(()())"))


def grouped(xs):
    for k, g in itertools.groupby(xs):
        n = len(list(g))
        if n > 1:
            big = k
        if k == 3:
            print(big, n)


grouped([1, 1, 2, 3])
