def gen(n):
    for i in range(n):
        print("g", i)
        yield i
print(2 in gen(5))
it = iter([1, 2, 3, 4])
print(2 in it, list(it))
g = (x * x for x in range(6))
print(4 in g, next(g), 100 not in g)
def key():
    print("key")
    return 1
print(key() in gen(3))
print("b" in map(str.lower, ["A", "B"]), 3 in zip([1], [2]), (1, 2) in zip([1], [2]))
print(5 in reversed([1, 5]), (0, "a") in enumerate("ab"))
