r = range(3, 40, 4)
print(r.start, r.stop, r.step, r.index(11), r.count(11), r.count(12), len(r))
down = range(10, -10, -3)
print(down.start, down.stop, down.step, down.index(-8), down.index(True * 10))
big = 10**30
for n in (3, 39, 40, -1, big):
    try:
        print(r.index(n))
    except ValueError as error:
        print(error)
    print(r.count(n))


def width(span: range) -> int:
    return (span.stop - span.start) // span.step


print(width(r), width(range(7)), range(5).index(4))
t = (4, 1, 4, 2, 4)
print(t.index(4, 1), t.index(4, -2), t.index(4, 1, 3), t.index(2, -3, -1))
names = tuple(str(n) for n in t)
print(names.index("4", 3))
try:
    print(t.index(4, 3, 4))
except ValueError as error:
    print(error)
