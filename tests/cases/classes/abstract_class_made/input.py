from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self):
        pass
class Sq(Shape):
    def area(self):
        return 4
try:
    Shape()
except TypeError as e:
    print(e)
print(Sq().area())
