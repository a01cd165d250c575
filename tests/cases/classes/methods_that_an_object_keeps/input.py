class Stack:
    def __init__(self): self.xs=[]; self.push=self.xs.append
s=Stack(); s.push(1); print(s.xs)

class C:
    def __init__(self,n): self.n=n
    def get(self): return self.n
    def run(self,name):
        table={"get":self.get,"dbl":self.dbl}
        return table[name]()
    def dbl(self): return self.n*2
print(C(4).run("get"), C(5).run("dbl"))

