import heapq
class Node:
    def __init__(self, v):
        self.v = v
        self.next = None
def f():
    h = []
    for i, v in enumerate([3, 1, 2]):
        heapq.heappush(h, (v, i, Node(v)))
    out = []
    while h:
        v, i, n = heapq.heappop(h)
        out.append((v, n.v))
    return out
print(f())
