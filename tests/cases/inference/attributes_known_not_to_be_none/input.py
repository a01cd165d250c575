class Node:
    def __init__(self, v, left=None, right=None): self.v = v; self.left = left; self.right = right
def bfs(root):
    out, q = [], [root]
    while q:
        n = q.pop(0)
        out.append(n.v)
        if n.left: q.append(n.left)
        if n.right is not None: q.append(n.right)
    return out
def leaves(n):
    if n.left is None and n.right is None: return [n.v]
    out = []
    if n.left is not None: out += leaves(n.left)
    if n.right is not None: out += leaves(n.right)
    return out
def depth(n): return 1 + max(depth(n.left) if n.left else 0, depth(n.right) if n.right else 0)
t = Node(1, Node(2, Node(4)), Node(3))
print(bfs(t), leaves(t), depth(t))
def insert(n, v):
    if v < n.v:
        if n.left is None: n.left = Node(v)
        else: insert(n.left, v)
    else:
        if n.right is None: n.right = Node(v)
        else: insert(n.right, v)
insert(t, 0); insert(t, 9)
print(bfs(t))
def cut(n):
    if n.left is not None:
        drop(n)
        print(n.left is None)
        if n.left is not None: print("no")
def drop(n): n.left = None
cut(t)
print(bfs(t))

