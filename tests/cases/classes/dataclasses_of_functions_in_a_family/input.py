from dataclasses import dataclass
from typing import Callable
@dataclass
class Cmd:
    name: str
    run: Callable
@dataclass
class Sub(Cmd):
    n: int = 0
cs = [Cmd("a", lambda x: x), Sub("b", lambda x: x + 1, 2)]
print([c.run(1) for c in cs])
cs[0].name = "z"
t = cs[0]
t.name += "y"
print(cs[0].name)
