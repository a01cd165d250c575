from __future__ import annotations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trees import Tree


class Node:
    def __init__(self, v):
        self.v = v
        self.owner: Tree | None = None

    def root(self):
        return self.owner.size() if self.owner else -1
