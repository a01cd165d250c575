fs = []
for k in range(3):
    def f(n, k=k):
        return n + k
    fs.append(f)
print([f(10) for f in fs])
