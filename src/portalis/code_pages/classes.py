"""P06xx: classes."""

from __future__ import annotations

from portalis.code_pages.page import Page

PAGES = (
    Page(
        "P0601",
        "this base class is not translated",
        "The class derives from one that is not part of the program and has no translation, or from one of another "
        "module whose methods assign to variables of that module (`global`).",
        "class Stack(list): ...",
        "Hold the object in a field and forward the methods that are used.",
    ),
    Page(
        "P0602",
        "an attribute appears outside of the class",
        "Every attribute becomes a field, and fields are collected from the methods of the class. This one is added "
        "from elsewhere, or under a computed name.",
        "p = Point(1, 2)\np.label = 'origin'",
        "Set the attribute in `__init__`.",
    ),
    Page(
        "P0603",
        "an attribute may be missing",
        "The attribute is set on some paths only, so that Python may raise AttributeError where it is read.",
        "class Cache:\n    def load(self):\n        self.data = {}",
        "Set the attribute in `__init__`, with `None` when there is no value yet.",
    ),
    Page(
        "P0604",
        "this special method is not translated",
        "The class defines a method that changes how Python itself treats the object, and that has no translation.",
        "def __getattr__(self, name): ...",
        "Use an ordinary method.",
    ),
    Page(
        "P0605",
        "metaclasses and class creation at run time are not translated",
        "The class is made or changed by code that runs while the class is created.",
        "class Model(metaclass=Registry): ...",
        "Write the class out.",
    ),
    Page(
        "P0606",
        "multiple inheritance is not translated",
        "The class has several bases whose methods or fields would have to be merged by Python's method resolution "
        "order.",
        "class Amphibian(Car, Boat): ...",
        "Hold one of the two in a field.",
    ),
    Page(
        "P0607",
        "an inherited method is overridden by another kind of thing",
        "A subclass gives the name of a method another signature, or makes it an attribute, so that calls through "
        "the base class have no common form.",
        "class Square(Shape):\n    area = 4",
        "Keep the parameters and the kind of the base class.",
    ),
    Page(
        "P0608",
        "this class body is not translated",
        "The body of the class holds statements other than methods, annotated fields and class attributes.",
        "class Config:\n    for name in NAMES:\n        locals()[name] = 0",
        "Move the code into a function.",
    ),
)
