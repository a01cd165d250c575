from typing import Optional


class Node:
    def __init__(self, value: int, nxt: Optional["Node"] = None) -> None:
        self.value = value
        self.next = nxt


class LinkedList:
    def __init__(self, items=()):
        self.head: Optional[Node] = None
        self.size = 0
        for x in items:
            self.append(x)

    def append(self, x: int) -> None:
        node = Node(x)
        if self.head is None:
            self.head = node
        else:
            cur = self.head
            while cur.next:
                cur = cur.next
            cur.next = node
        self.size += 1

    def __iter__(self):
        cur = self.head
        while cur is not None:
            yield cur.value
            cur = cur.next

    def __len__(self):
        return self.size

    def reverse(self):
        prev = None
        cur = self.head
        while cur:
            cur.next, prev, cur = prev, cur, cur.next
        self.head = prev

    def remove(self, x):
        prev, cur = None, self.head
        while cur and cur.value != x:
            prev, cur = cur, cur.next
        if cur is None:
            raise ValueError(f"{x} not in list")
        if prev is None:
            self.head = cur.next
        else:
            prev.next = cur.next
        self.size -= 1

    def __str__(self):
        return " -> ".join(map(str, self)) or "(empty)"


ll = LinkedList([1, 2, 3, 4])
print(ll, len(ll))
ll.reverse()
print(ll)
ll.remove(4)
ll.remove(2)
print(ll, list(ll), sum(ll), 3 in ll)
try:
    ll.remove(42)
except ValueError as e:
    print(e)
print(LinkedList())
