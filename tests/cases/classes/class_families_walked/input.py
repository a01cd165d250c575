class Node:
    def __init__(self, v):
        self.v = v


class Leaf(Node):
    def __init__(self, v):
        super().__init__(v)
        self.kids = []


class Tree(Node):
    def __init__(self, v, kids):
        super().__init__(v)
        self.kids = kids


def walk(root):
    seen = {root}
    todo = [root]
    order = []
    while todo:
        n = todo.pop()
        order.append(n.v)
        for k in n.kids:
            if k not in seen:
                seen.add(k)
                todo.append(k)
    return order


l = Leaf(1)
t = Tree(3, [l, Tree(2, [l])])
print(walk(t))
parent = {k: n for n in [t, t.kids[1]] for k in n.kids}
print(parent[l].v)
