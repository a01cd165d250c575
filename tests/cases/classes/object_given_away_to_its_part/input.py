class C:
    def __init__(self, p): self.p = p
class P:
    def __init__(self):
        self.x = 1
        self.c = None
        self.c = C(self)
        self.x = 5
p = P()
print(p.c.p.x)

