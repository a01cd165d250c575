class Base:
    made = 0
    items = []

    def __init__(self):
        Base.made += 1
        self.items.append(Base.made)


class Sub(Base):
    pass


class Other(Base):
    made = 10

    def show(self):
        return self.made


s, o = Sub(), Other()
print(s.made, o.made, o.show(), Base.made, Sub.made, Other.made, s.items, Base.items)
xs = [s, o, Base()]
print([x.made for x in xs])
for x in xs:
    x.items.append(0)
print(Base.items)
