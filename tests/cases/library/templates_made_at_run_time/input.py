class P:
    def __init__(self, x): self.x = x
    def __repr__(self): return f"P({self.x})"

def show(template, a, b):
    return template.format(a, b)

def table(rows, fmt):
    for r in rows:
        print(fmt.format(*r))

print(show("{} and {}", 1, 2))
print(show("{1:>5}|{0:05d}", 1, 2))
print(show("{0!r:>10}|{1}", 'x', 2.5))
for t in ("{a}-{b:{a}}", "{a!s}{{}}", "{b:,}"):
    print(t.format(a=6, b=1234567))
for bad in ("{", "}", "{0} {}", "{} {0}", "{2}", "{x}", "{0!z}", "{0:{1:{0}}}", "{0!r", "{0", "{0:", "{0!rx}", "{:d}", "a}b", "{0{1}}", "{:q}"):
    try:
        print(show(bad, 1.5, "w"))
    except (ValueError, IndexError, KeyError, TypeError) as e:
        print(type(e).__name__, e)
table([("a", "1"), ("bb", "22")], "{:>4}|{:<4}")
table([(1, 2.5), (3, 4.0)], "{:>4}|{:<8.3f}|")
print("{}, {}".format(*[3, 4]))
xs = [7, 8, 9]
print("{} {} {}".format(*xs))
print("{} {} {} {k}".format(0, *xs[:2], k=5))
t = "{} {} {} {}"
print(t.format([1, 2], {"a": 1}, (1, None), P(3)))
try:
    print("{:5}{}{}{}".replace("x", "y").format([1, 2], {"a": 1}, (1, None), P(3)))
except TypeError as e:
    print(e)
try:
    print("{3:>5}{}".replace("{}", "").format([1, 2], {"a": 1}, (1, None), P(3)))
except TypeError as e:
    print(e)
print(t.replace("{}", "{!r}").format(None, True, "q", 10**20))
def make(n):
    return "{:>" + str(n) + "}"
print(make(8).format("abc"), make(3).format(12345))
