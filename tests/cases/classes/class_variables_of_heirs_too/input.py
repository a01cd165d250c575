class A:
    count = 0
    seen = []

    def __init__(self):
        A.count += 1


class B(A):
    count = 10

    def __init__(self):
        super().__init__()
        B.count += 5

    def show(self):
        return self.count, 1


class C(B):
    pass


a, b, c = A(), B(), C()
print(A.count, B.count, C.count, a.count, b.count, c.count, b.show()[0], c.show()[0])
