class Node:
    def __init__(self, v, nxt=None):
        self.v = v
        self.nxt = nxt
def has_cycle(h):
    slow = fast = h
    while fast and fast.nxt:
        slow = slow.nxt
        fast = fast.nxt.nxt
        if slow == fast:
            return True
    return False
a = Node(1)
b = Node(2, a)
print(has_cycle(b))
a.nxt = b
print(has_cycle(b))
