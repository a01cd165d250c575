def F():
    n = 0
    fs = []
    for i in range(2):
        def g():
            nonlocal n
            n += 1
            return n
        fs.append(g)
    return fs
a, b = F()
print(a(), b(), a())
