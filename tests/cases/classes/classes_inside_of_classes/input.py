from enum import Enum
class Tree:
    class Node:
        def __init__(self, k, v=None):
            self.k = k; self.v = v; self.kids = []
        def __repr__(self): return f"Node({self.k})"
    class Kind(Enum):
        A = 1
        B = 2
    def __init__(self): self.root = self.Node("root"); self.kind = Tree.Kind.A
    def add(self, k):
        n = Tree.Node(k, len(k))
        self.root.kids.append(n)
        return n
    @classmethod
    def leaf(cls): return cls.Node("leaf")
t = Tree()
t.add("x"); t.add("yy")
print(t.root, t.root.kids, t.kind, Tree.Node("q").k, Tree.leaf(), type(t.root).__name__)
class Outer:
    class Error(Exception): pass
    def go(self, n):
        if n < 0: raise Outer.Error("neg")
        return n
for n in (1, -1):
    try: print(Outer().go(n))
    except Outer.Error as e: print("caught", e)

