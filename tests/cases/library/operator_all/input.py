import operator
from operator import attrgetter, itemgetter, methodcaller, not_ as negated
from operator import pos as same


class Point:
    def __init__(self, x: int, label: str) -> None:
        self.x = x
        self.label = label


xs = [3, 1, 2, 1]
pairs = [(2, "b"), (1, "c"), (2, "a")]
print(operator.countOf(xs, 1), operator.indexOf(xs, 2), operator.countOf((1, 1.0, 2), 1), operator.indexOf((5, 6), 6))
try:
    operator.indexOf(xs, 9)
except ValueError as error:
    print(error)
print(operator.pos(-3), operator.inv(5), operator.invert(-5), operator.index(7), operator.index(True), same(-4), negated(0))
print(operator.is_(xs, xs), operator.is_not(xs, None), operator.is_(None, None))
print(list(map(operator.not_, [0, 1, 2])), list(map(operator.neg, xs)), list(map(operator.invert, xs)), list(map(negated, [0, 3])))
print(operator.iadd(1, 2), operator.imul("ab", 2), operator.isub(5, 3), operator.ior(4, 1), operator.ifloordiv(7, 2), operator.iadd("a", "b"))

print(operator.itemgetter(1)(xs), itemgetter(0, -1)(xs), itemgetter("k")({"k": 5}))
second = itemgetter(1)
print(second(pairs[0]), second((7, "z")), [second(p) for p in pairs])
print(sorted(pairs, key=itemgetter(1)), sorted(pairs, key=operator.itemgetter(1, 0)), max(pairs, key=itemgetter(0)))
points = [Point(3, "c"), Point(1, "b"), Point(2, "a")]
print([p.label for p in sorted(points, key=attrgetter("x"))], [p.x for p in sorted(points, key=operator.attrgetter("label", "x"))])
print(attrgetter("label")(points[0]), list(map(attrgetter("x"), points)))

words = ["pear", "Fig", "apple"]
print(methodcaller("upper")("abc"), methodcaller("replace", "a", "o", 1)("banana"), methodcaller("split", maxsplit=1)("a b c"))
print(list(map(methodcaller("upper"), words)), sorted(words, key=methodcaller("lower")))
shout = methodcaller("ljust", 6, "!")
print([shout(w) for w in words])
print(operator.contains(xs, 3), operator.contains("abc", "z"))
