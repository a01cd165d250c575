class A:
    def __secret(self):
        return "A secret"
    def show(self):
        return self.__secret()
class B(A):
    def __secret(self):
        return "B secret"
    def show2(self):
        return self.__secret()
b = B()
print(b.show(), b.show2())
