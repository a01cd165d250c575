class B:
    def __init__(self):
        self.n = 0

    def into(self, k):
        self.n += k
        return self

    def try_into(self):
        return self.n

    def borrow(self, k):
        return k + self.n

    def from_(self, other):
        return self.n + other.n

    def type_id(self):
        return "id"

    def clone(self):
        c = B()
        c.n = self.n
        return c

    def to_string(self):
        return f"B{self.n}"

    def as_ref(self):
        return self


b = B()
c = b
b.into(3).into(4)
print(c.n, b.try_into(), b.borrow(2), b.from_(c), b.type_id(), b.clone().n, b.to_string(), b.as_ref().n)
