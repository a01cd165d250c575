G = 0
def bump():
    global G
    G += 1
class Base:
    def __init__(self, n):
        bump()
        self.n = n
class Sub(Base):
    def __init__(self):
        super().__init__(G)
print(Sub().n, Sub().n, G)
