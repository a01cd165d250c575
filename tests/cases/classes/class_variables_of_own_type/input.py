class A:
    n = 0
    items = []
    def __init__(self):
        self.__class__.n += 1
        self.items.append(self.n)
A()
A()
print(A.n, A.items)
