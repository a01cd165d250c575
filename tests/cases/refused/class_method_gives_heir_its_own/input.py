class A:
    n = 0
    @classmethod
    def make(cls):
        cls.n += 1
        return cls.n
class B(A): pass
print(A.make(), B.make(), A.make(), B.make())
