"""What a value's type alone decides: the value is made all the same, once, and what it raises is raised."""


class Thing:
    size = 3

    @staticmethod
    def fixed():
        return 4

    @classmethod
    def named(cls):
        return cls.__name__


made = []


def make():
    made.append(len(made))
    return Thing()


print(make().size, made)
print(make().fixed(), made)
print(make().named(), made)
print(callable(make()), hasattr(make(), "size"), isinstance(make(), Thing), made)
print(make() is None, make().__class__.__name__, type(make()).__name__, made)

xs = [1]
try:
    print(isinstance(xs[5], int))
except IndexError as e:
    print(e)
try:
    print(xs[5] is None)
except IndexError as e:
    print(e)
try:
    print(xs[5].__class__.__name__)
except IndexError as e:
    print(e)
