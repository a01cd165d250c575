class Node:
    def __init__(self, val, next=None):
        self.val = val
        self.next = next
def find(n, v):
    while n is not None and n.val != v:
        n = n.next
    return n
h = Node(5)
print(h.val, h.next, h is not None)
h.next = Node(6)
print(find(h, 9), f"{find(h, 7)}", str(h.next.next), [h.next.next, None])
class T:
    def __init__(self, l=None, r=None): self.l, self.r = l, r
t = T(T())
print(t.r, t.l.l)
