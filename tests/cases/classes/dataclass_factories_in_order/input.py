from dataclasses import dataclass, field
def say(x):
    print("say", x)
    return x
def make():
    print("make")
    return 7
@dataclass
class C:
    a: int = field(default_factory=make)
    b: int = 0
    c: list = field(default_factory=lambda: [say(1)])
print(C(b=say(5)))
print(C(say(1), c=[say(3)]))
print(C(c=[say(2)], a=say(9)))
print(C())
