from dataclasses import dataclass, field


@dataclass
class Base:
    name: str
    tags: list = field(default_factory=list)

    def label(self):
        return f"<{self.name}>"


@dataclass
class Child(Base):
    size: int = 1

    def label(self):
        return super().label() * self.size


class A:
    def who(self):
        return ["A"]


class B(A):
    def who(self):
        return ["B"] + super().who()


class C(A):
    def who(self):
        return ["C"] + super().who()


class D(B, C):
    def who(self):
        return ["D"] + super().who()


class Animal:
    sound = "..."
    count = 0

    def __init__(self, name):
        self.name = name
        Animal.count += 1

    def speak(self):
        return f"{self.name} says {self.sound}"

    @classmethod
    def create(cls, name):
        return cls(name)

    @staticmethod
    def kind():
        return "animal"

    @property
    def title(self):
        return self.name.title()


class Dog(Animal):
    sound = "Woof"

    def __init__(self, name, breed="mutt"):
        Animal.__init__(self, name)
        self.breed = breed


class Cat(Animal):
    sound = "Meow"


print(Child("x", ["a"], 3), Child("y").label(), Child("q", size=2).label(), Base("b") == Base("b"))
print(D().who(), B().who())
d = Dog.create("rex")
c = Cat.create("tom")
print(d.speak(), c.speak(), Animal.count, d.breed, c.title, Dog.kind())
pets = [d, c, Animal("thing")]
print([p.speak() for p in pets], [p.title for p in pets])
print(Animal.count, isinstance(d, Animal), isinstance(c, Dog))


def loudest(a, b):
    return a if len(a.name) > len(b.name) else b


print(loudest(d, c).name, loudest(Animal("elephant"), c).name)
maybe = None
for p in pets:
    if p.sound == "Meow":
        maybe = p
if maybe is not None:
    print(maybe.speak())
queue = list(pets)
while queue:
    p = queue.pop(0)
    p.name = p.name + "!"
print([p.name for p in pets])
