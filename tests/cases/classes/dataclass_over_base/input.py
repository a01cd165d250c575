from dataclasses import dataclass
@dataclass
class Base:
    a: int
    def __repr__(self):
        return f"<Base {self.a}>"
@dataclass
class Child(Base):
    b: int = 2
print(Base(1), Child(1), Child(1, 3) == Child(1, 3))
