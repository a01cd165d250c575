import models
from dataclasses import dataclass


@dataclass
class Q(models.P):
    d: int = 4

    def size(self):
        return super().size() + self.d


class R(models.P):
    pass


print(Q(1), Q(1, [2], 3).size(), R(5), R(5) < R(6), R(1) == models.P(1))
