class A:
    def __init__(self): self.x = 1
    def go(self, k): return self.x + k
a = A()
setattr(a, "x", 5)
print(getattr(a, "x"), getattr(a, "go")(3))
def kind(v):
    if type(v) in (list, tuple): return "seq"
    if type(v) not in (int, float, bool): return "other"
    return "num"
print(kind([1]), kind((1,)), kind("a"), kind(2), kind(2.5), kind(True), kind({1: 2}))

