def F():
    n = 0
    def M():
        def I():
            nonlocal n
            n += 1
            return n
        return I
    return M
m = F(); a = m(); b = m()
print(a(), b(), a())
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
