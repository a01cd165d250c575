class A:
    def __init__(self,x): self.x=x
class B(A): pass
mk={"a":A,"b":B}
print(mk["a"](3).x, mk["b"](4).x, [k(1).x for k in (A,B)], list(map(A,[1,2]))[1].x)

class Shape:
    def area(self): raise NotImplementedError
class Sq(Shape):
    def __init__(self,a): self.a=a
    def area(self): return self.a**2
class Ci(Shape):
    def __init__(self,r): self.r=r
    def area(self): return 3*self.r
reg={"sq":Sq,"ci":Ci}
for n,v in [("sq",2),("ci",3)]:
    print(n, reg[n](v).area())

