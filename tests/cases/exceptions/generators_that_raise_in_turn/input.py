class Bad(Exception):
    pass
def numbers(text):
    for part in text.split(","):
        part = part.strip()
        if not part:
            continue
        try:
            yield int(part)
        except ValueError:
            raise Bad(f"not a number: {part!r}") from None
def squares(text):
    for n in numbers(text):
        yield n * n
def pipeline(text):
    yield from squares(text)
    yield -1
def use(text):
    try:
        r = 0
        for i, s in enumerate(pipeline(text)):
            r += i * s
        return r
    except Bad as e:
        return f"Bad: {e}"
    finally:
        print("done", text)
print(use("1, 2,3"), use("4,x,5"), use(""))
def first(text):
    try:
        return next(numbers(text), None)
    except Bad as e:
        return str(e)
print(first("7,8"), first("q"), first(""))
def zipped(a, b):
    try:
        return list(zip(numbers(a), numbers(b)))
    except Bad as e:
        return str(e)
print(zipped("1,2", "3,4"), zipped("1,2", "3,z"), zipped("y", "3,z"))
def mapped(a):
    try:
        return sum(map(lambda v: v + 1, numbers(a)))
    except Bad as e:
        return str(e)
print(mapped("1,2"), mapped("1,w"))
class Tree:
    def __init__(self, v, kids=()):
        self.v = v
        self.kids = list(kids)
    def walk(self, limit):
        if self.v > limit:
            raise OverflowError("too big")
        yield self.v
        for k in self.kids:
            yield from k.walk(limit)
t = Tree(1, [Tree(2, [Tree(5)]), Tree(3)])
for lim in (9, 4):
    try:
        print([v for v in t.walk(lim)])
    except OverflowError as e:
        print("E", e)
def brk(a):
    try:
        for v in numbers(a):
            if v == 2:
                break
            print(v)
        else:
            print("no break")
    except Bad as e:
        print("bad", e)
brk("1,2,k")
brk("1,3,k")
brk("1,3")
