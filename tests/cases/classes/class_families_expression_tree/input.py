class Expr:
    def eval(self, env):
        raise NotImplementedError


class Num(Expr):
    def __init__(self, value):
        self.value = value

    def eval(self, env):
        return self.value

    def __repr__(self):
        return str(self.value)


class Var(Expr):
    def __init__(self, name):
        self.name = name

    def eval(self, env):
        return env[self.name]

    def __repr__(self):
        return self.name


class BinOp(Expr):
    symbol = "?"

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def eval(self, env):
        return self.apply(self.left.eval(env), self.right.eval(env))

    def apply(self, a, b):
        raise NotImplementedError

    def __repr__(self):
        return f"({self.left} {self.symbol} {self.right})"


class Add(BinOp):
    symbol = "+"

    def apply(self, a, b):
        return a + b


class Mul(BinOp):
    symbol = "*"

    def apply(self, a, b):
        return a * b


def simplify(e):
    if isinstance(e, BinOp):
        left, right = simplify(e.left), simplify(e.right)
        if isinstance(e, Mul):
            if isinstance(left, Num) and left.value == 0:
                return Num(0)
            return Mul(left, right)
        return Add(left, right)
    return e


e = Add(Num(2), Mul(Var("x"), Add(Num(3), Var("y"))))
print(e, e.eval({"x": 4, "y": 5}))
z = Mul(Num(0), e)
print(z, simplify(z), simplify(e))
print(z.eval({"x": 10 ** 20, "y": 1}), e.eval({"x": 10 ** 20, "y": 1}))
