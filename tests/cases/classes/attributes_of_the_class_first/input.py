class P:
    x = 1
    def set(self, v):
        self.x = v
p = P()
p.set(9)
print(p.x)
