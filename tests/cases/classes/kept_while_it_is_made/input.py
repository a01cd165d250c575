class Plugin:
    all = []
    def __init__(self, name):
        Plugin.all.append(self)
        self.name = name
        self.on = False
    def __repr__(self):
        return f"{self.name}:{self.on}"
class Big(Plugin):
    def __init__(self, name, size):
        super().__init__(name)
        self.size = size
a = Plugin("a")
b = Big("b", 3)
b.on = True
print(Plugin.all, b.size, len(Plugin.all))
class Node:
    def __init__(self, v, parent=None):
        self.v = v
        self.kids = []
        if parent is not None:
            parent.kids.append(self)
        self.parent = parent
        self.depth = 0 if parent is None else parent.depth + 1
r = Node(1)
k = Node(2, r)
m = Node(3, k)
print(m.depth, [c.v for c in r.kids], m.parent.parent.v)
