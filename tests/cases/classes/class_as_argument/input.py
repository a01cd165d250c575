class A:
    def __init__(self,x): self.x=x
    def show(self): return f"A{self.x}"
def make(cls, n): return [cls(i) for i in range(n)]
print([a.show() for a in make(A,3)], type(A(1)).__name__, A.__name__)

