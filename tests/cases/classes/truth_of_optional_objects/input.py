class Node:
    def __init__(self, v, parent=None, items=()):
        self.v = v
        self._parent = parent
        self.items = list(items)
    def __len__(self):
        return len(self.items)
    @property
    def parent(self):
        return self._parent
    @property
    def grand(self):
        if self.parent is None:
            return None
        return self.parent.parent
def find(d, k):
    return d.get(k)
a = Node(1, None, [1])
b = Node(2, a)
c = Node(3, b, [5])
for n in (a, b, c):
    if n.grand:
        print("grand", n.v, n.grand.v)
    elif n.parent:
        print("parent", n.v)
    else:
        print("none", n.v)
d = {"a": a, "b": b}
for k in "abc":
    print(k, "yes" if find(d, k) else "no", not find(d, k), bool(find(d, k)))
    if find(d, k) and k:
        print("both")
i = 0
while find(d, "abz"[i]):
    i += 1
print(i)
