from nodes import Node


class Tree:
    def __init__(self):
        self.nodes: list[Node] = []

    def add(self, v):
        n = Node(v)
        n.owner = self
        self.nodes.append(n)
        return n

    def size(self):
        return len(self.nodes)
