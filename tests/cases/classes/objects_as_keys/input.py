class Node:
    def __init__(self, v):
        self.v = v
        self.next = None
def copy(head):
    seen = {}
    n = head
    while n:
        seen[n] = Node(n.v)
        n = n.next
    n = head
    while n:
        seen[n].next = seen.get(n.next)
        n = n.next
    return seen[head] if head else None
a = Node(1)
a.next = Node(2)
b = copy(a)
print(b.v, b.next.v, b is a)
