from dataclasses import dataclass
from typing import Callable
@dataclass
class Cmd:
    name: str
    run: Callable
a = Cmd("a", lambda x: x)
b = Cmd("b", lambda x: x + 1)
cs = [a, b]
print(a in cs)
