class Base:
    registry = {}
    def __init__(self, owner):
        self.id = len(Base.registry) + 1
        self.owner = owner
        Base.registry[self.id] = self
class Sub(Base):
    def __init__(self, owner, extra=5):
        super().__init__(owner)
        self.extra = extra
s = Sub("a")
print(s.id, s.extra, Base.registry[1].owner)
