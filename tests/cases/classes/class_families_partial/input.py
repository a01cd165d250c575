class Item:
    def __init__(self, name):
        self.name = name
    def label(self):
        return self.name
class Perishable(Item):
    def __init__(self, name, days):
        super().__init__(name)
        self.days = days
    def age(self):
        self.days -= 1
        return self.days
class Inv:
    def __init__(self):
        self.items = []
    def add(self, i):
        self.items.append(i)
        return i
inv = Inv()
milk = inv.add(Perishable("milk", 3))
pen = inv.add(Item("pen"))
print(milk.age(), milk.days, inv.items[0].age(), inv.items[0].days)
for i in inv.items:
    try:
        print(i.label(), i.age())
    except AttributeError as e:
        print("no", e)
    try:
        print(i.days)
    except AttributeError as e:
        print("no", e)
class Repr:
    def __str__(self):
        return "x"
class Self:
    def __repr__(self):
        return "self"
class Option(Item):
    pass
print(Repr(), [Self()], Option("o").label())
print(inv.items[1].days)
