import re
from dataclasses import dataclass
@dataclass
class Rule:
    name: str
    rx: re.Pattern
    act: object = None
rules = [Rule("n", re.compile(r"\d+")), Rule("w", re.compile(r"\w+"))]
for t in ["12", "ab"]:
    print([r.name for r in rules if r.rx.match(t)])
