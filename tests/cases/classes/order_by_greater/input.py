from functools import total_ordering
@total_ordering
class V:
    def __init__(self, n, t): self.n = n; self.t = t
    def __eq__(self, o): return self.n == o.n and self.t == o.t
    def __lt__(self, o): return self.n < o.n
    def __repr__(self): return f"V({self.n},{self.t})"
vs = [V(3, "a"), V(3, "b"), V(1, "c"), V(3, "a")]
print(max(vs), min(vs), max(V(3, "x"), V(3, "y")), sorted(vs), sorted(vs, reverse=True), max([(1, V(3, "a")), (1, V(3, "b"))]), V(3, "a") > V(3, "b"))


@total_ordering
class Base:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        return self.n == o.n

    def __lt__(self, o):
        return self.n < o.n


class Sub(Base):
    pass


a, b = Sub(3), Base(3)
print(type(max([a, b])).__name__, type(max([b, a])).__name__, type(min(a, b)).__name__, a > b, b >= a)
