class A:
    n = 0

    def inc(self):
        A.n += 1


a = A()
a.n = 5
a.inc()
print(a.n, A.n)
