from typing import NamedTuple, Optional
class P(NamedTuple):
    x: Optional[int]
    y: int = 0
try:
    print(sorted([P(None), P(1)]))
except TypeError as e:
    print(e)
