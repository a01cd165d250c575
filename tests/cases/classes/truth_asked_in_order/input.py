class A:
    def __init__(self, n): self.n = n
    def __bool__(self): print("asked", self.n); return self.n > 1
    def __repr__(self): return f"A{self.n}"
def mk(n): print("mk", n); return A(n)
def f(a, b, c): return a or b or c
def g(a, b, c): return a and b and c
print(f(A(0), A(1), A(2)), f(A(3), A(1), A(2)), f(A(0), A(1), A(1)))
print(g(A(0), A(1), A(2)), g(A(3), A(2), A(2)), g(A(3), A(1), A(1)))
print(mk(0) or mk(5), mk(0) and mk(5))
x = mk(2) or None
print(x)
if mk(0) or mk(2): print("y")
y = None
z = y or mk(1) or mk(7)
print(z)
