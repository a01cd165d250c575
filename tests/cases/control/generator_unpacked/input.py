def noisy(n):
    for i in range(n):
        print("n", i)
        yield i
a, b = noisy(2)
print(a, b)
a, b = noisy(5)
