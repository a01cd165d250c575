class A:
    items = [3]
    def get(self):
        return self.items
class B(A):
    items = [5, 6]
print(B().get(), A().get())
