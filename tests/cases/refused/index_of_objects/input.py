class Node:
    def __init__(self, value):
        self.value = value


a = Node(1)
b = Node(2)
nodes = [a, b]
nodes[0].value = 9
print(nodes.index(b), a.value)
