"""Nothing ever assigns the attribute: Python raises AttributeError."""


class Node:
    def __init__(self, data):
        if 0:
            self.data = data

    def show(self):
        return str(self.data)


try:
    print(Node(3).show())
except AttributeError as e:
    print(e)
