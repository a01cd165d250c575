class A:
    def __init__(self): self.n = 1
    def go(self): return "A" + str(self.n)
class B(A):
    def go(self): return "B"
class C(A):
    def go(self): return "C" + A.go(self)
class D(A): pass
print(C().go(), A.go(D()), D.go(D()))

