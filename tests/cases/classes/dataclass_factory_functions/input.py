import itertools
from dataclasses import dataclass, field
_ids = itertools.count(1)
def next_id() -> int:
    return next(_ids)
@dataclass
class Ticket:
    title: str
    id: int = field(default_factory=next_id)
    notes: list[str] = field(default_factory=list, repr=False)
a = Ticket("a")
b = Ticket("b", 77)
c = Ticket("c")
c.notes.append("n")
print(a, b, c, c.notes)
