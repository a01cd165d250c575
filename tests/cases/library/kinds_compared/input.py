from collections import Counter, OrderedDict, defaultdict
def main():
    print({True, 1, 1.0}, {0, False}, {None, 1} == {1, None}, set("aab") == {"a", "b"})
    print({2, 3} == frozenset([3, 2]), frozenset([3, 2]) <= {3, 2, 1}, {1, 2} != frozenset([1, 2]), frozenset([1]) in {frozenset([1])})

c = Counter("aab")
c["z"] = -1
print(+c, -c, c == {"a": 2, "b": 1, "z": -1}, {"a": 2} == c)
o = OrderedDict([("b", 1), ("a", 2)])
print(o == {"a": 2, "b": 1}, {"a": 2, "b": 1} == o, o != {"a": 2})
d = defaultdict(int)
d["x"] += 1
print(d == {"x": 1}, d == {}, d.keys() == {"x"})
main()
