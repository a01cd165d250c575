class Node:
    def __init__(self, k, v):
        self.k, self.v = k, v
        self.prev = self.next = None
class LRU:
    def __init__(self, cap):
        self.cap = cap
        self.map = {}
        self.head, self.tail = Node(0, 0), Node(0, 0)
        self.head.next, self.tail.prev = self.tail, self.head
    def _rm(self, n):
        n.prev.next, n.next.prev = n.next, n.prev
    def _add(self, n):
        p = self.tail.prev
        p.next = n
        n.prev, n.next = p, self.tail
        self.tail.prev = n
    def get(self, k):
        if k not in self.map:
            return -1
        n = self.map[k]
        self._rm(n)
        self._add(n)
        return n.v
    def put(self, k, v):
        if k in self.map:
            self._rm(self.map[k])
        self.map[k] = Node(k, v)
        self._add(self.map[k])
        if len(self.map) > self.cap:
            n = self.head.next
            self._rm(n)
            del self.map[n.k]
    def keys(self):
        n, out = self.head.next, []
        while n is not self.tail:
            out.append(n.k)
            n = n.next
        return out
class Counting(LRU):
    def __init__(self, cap):
        super().__init__(cap)
        self.misses = 0
    def get(self, k):
        r = super().get(k)
        if r == -1:
            self.misses += 1
        return r
for c in (LRU(2), Counting(2)):
    c.put(1, 1); c.put(2, 2)
    print(c.get(1), c.keys())
    c.put(3, 3)
    print(c.get(2), c.get(3), c.keys(), len(c.map))
    if isinstance(c, Counting):
        print("misses", c.misses)
