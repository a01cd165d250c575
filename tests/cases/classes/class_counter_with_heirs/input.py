class A:
    count = 0
    def __init__(self):
        A.count += 1
        self.id = A.count
class B(A):
    def __init__(self):
        super().__init__()
        self.tag = f"B{self.count}"
    def total(self): return self.count + B.count
class C(B): pass
A(); b = B(); c = C()
print(A.count, B.count, C.count, b.id, b.tag, c.id, c.total(), b.count)

