class Node:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return self is other


a = Node(1)
b = Node(1)
c = a
c.value = 3
print(a == c, a == b, a.value, a in [b], a in [c])
