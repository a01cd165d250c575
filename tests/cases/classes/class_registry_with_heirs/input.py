class Animal:
    registry = []
    total = 0
    def __init__(self, name):
        self.name = name
        Animal.registry.append(self.name)
        Animal.total += 1
    @classmethod
    def how_many(cls): return cls.total
class Dog(Animal):
    def speak(self): return f"{self.name} of {self.total}"
class Cat(Animal):
    def speak(self): return f"{self.name} in {len(Animal.registry)}"
xs = [Dog("a"), Cat("b"), Dog("c")]
print([x.speak() for x in xs], Animal.how_many(), Dog.how_many(), Animal.registry)

