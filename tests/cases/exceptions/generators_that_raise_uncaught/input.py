def g(n):
    for i in range(n):
        if i == 2:
            raise KeyError("two")
        yield i
print(list(g(2)))
try:
    print(sum(g(2)))
    print(sum(g(5)))
except KeyError as e:
    print("key", e)
print(sum(g(3)))
