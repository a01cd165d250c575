class A:
    x = 1
    y = [1]
    z = {"k": 0}
    def inc(self):
        self.x += 1
        self.z["k"] += 1
        return self.x
a, b = A(), A()
print(a.inc(), a.inc(), b.inc(), A.x, A.z, a.z is b.z)
