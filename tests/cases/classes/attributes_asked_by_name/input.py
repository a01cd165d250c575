class A:
    def __init__(self): self.n = 1
    def setup(self): self.x = 5
a = A()
print(hasattr(a, "x"), hasattr(a, "n"), hasattr(a, "zz"), hasattr(a, "setup"))
a.setup()
print(hasattr(a, "x"), getattr(a, "n", 3), getattr(a, "x", 7), getattr(a, "zz", 9))
b = A()
print(getattr(b, "x", 7))
if not hasattr(b, "x"):
    b.x = 2
print(b.x, hasattr("s", "upper"), hasattr(3, "append"))
print(getattr(A(), "n", None) if False else getattr(a, "q", None), getattr(b, "x", None))

