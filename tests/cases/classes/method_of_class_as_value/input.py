class A:
    def go(self):
        return "A"
class B(A):
    def go(self):
        return "B" + super().go()
class C(A):
    def go(self):
        return "C" + super().go()
class D(B, C):
    def go(self):
        return "D" + super().go()
class E(C, B):
    pass
print(D().go(), B().go(), E().go())
f = B.go
print(A.go(D()), f(D()))

