class A:
    def __init__(self):
        self.items = []

    def add(self, x):
        self.items.append(x)

    def big(self):
        return (x for x in self.items if x > 1)


a = A()
a.add(2)
found = a.big()
a.add(3)
print(list(found))
