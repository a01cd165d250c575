from abc import ABC, abstractmethod
class Expr(ABC):
    @abstractmethod
    def eval(self, env):
        pass
    def __add__(self, other):
        return Add(self, other)
    def __mul__(self, other):
        return Mul(self, other)
class Num(Expr):
    def __init__(self, v):
        self.v = v
    def eval(self, env):
        return self.v
    def __str__(self):
        return str(self.v)
class Var(Expr):
    def __init__(self, name):
        self.name = name
    def eval(self, env):
        return env[self.name]
    def __str__(self):
        return self.name
class Bin(Expr):
    op = "?"
    def __init__(self, l, r):
        self.l = l
        self.r = r
    def __str__(self):
        return f"({self.l} {self.op} {self.r})"
class Add(Bin):
    op = "+"
    def eval(self, env):
        return self.l.eval(env) + self.r.eval(env)
class Mul(Bin):
    op = "*"
    def eval(self, env):
        return self.l.eval(env) * self.r.eval(env)
e = Add(Num(2), Mul(Var("x"), Num(3)))
print(e, "=", e.eval({"x": 5}))
e2 = Num(1) + Var("y") * Num(4)
print(e2, e2.eval({"y": 10**20}))
def simplify(e):
    if isinstance(e, Add):
        l, r = simplify(e.l), simplify(e.r)
        if isinstance(l, Num) and isinstance(r, Num):
            return Num(l.v + r.v)
        return Add(l, r)
    if isinstance(e, Mul):
        l, r = simplify(e.l), simplify(e.r)
        if isinstance(l, Num) and l.v == 0:
            return Num(0)
        if isinstance(r, Num) and r.v == 1:
            return l
        return Mul(l, r)
    return e
print(simplify(Add(Num(1), Num(2))), simplify(Mul(Var("x"), Num(1))), simplify(Mul(Num(0), Var("q"))))
