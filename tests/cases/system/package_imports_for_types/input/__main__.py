from trees import Tree
from nodes import Node

t = Tree()
t.add(1)
n = t.add(2)
print(n.root(), Node(3).root())
