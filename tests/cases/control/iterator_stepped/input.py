it = iter([1, 2, 3])
for a in it:
    print(a, next(it, None))
