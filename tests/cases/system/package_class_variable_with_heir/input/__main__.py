from models import Base as B


class Sub(B):
    total = 100


s = Sub()
b = B()
b.add()
print(s.show(), b.show())
