import models
from dataclasses import dataclass


@dataclass
class Q(models.P):
    d: int = 4


print(Q(1), Q(1, 2, 3).c)
