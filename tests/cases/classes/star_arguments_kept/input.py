class Node:
    def __init__(self, v, *kids):
        self.v = v
        self.kids = list(kids)
class Fancy(Node):
    def __init__(self, v, *kids, color="red"):
        super().__init__(v, *kids)
        self.color = color
t = Fancy(1, Node(2), Fancy(3, color="blue"))
def walk(n, d=0):
    print(" " * d, n.v, n.color if isinstance(n, Fancy) else "-")
    for k in n.kids:
        walk(k, d + 1)
walk(t)
t.kids[1].kids.append(t.kids[0])
t.kids[0].v = 99
walk(t)
