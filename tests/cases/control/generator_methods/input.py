class A:
    def __init__(self):
        self.xs = [3, 4]
    @property
    def items(self):
        for x in self.xs:
            yield x
    @staticmethod
    def up(n):
        yield n
    @classmethod
    def make(cls, n):
        for _ in range(n):
            yield cls()
a = A()
print(list(a.items), list(A.up(2)), len(list(A.make(3))))
a.xs.append(5)
it = iter(a.items)
a.xs.append(6)
print(list(it))
def noisy(n):
    print("never")
    yield n
noisy(3)
x = noisy(4)
print("end")
