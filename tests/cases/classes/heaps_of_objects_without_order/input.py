import heapq
from collections import Counter
class Node:
    def __init__(self, freq, ch=None, left=None, right=None):
        self.freq = freq
        self.ch = ch
        self.left = left
        self.right = right
def codes(text):
    heap = []
    n = 0
    for ch, f in sorted(Counter(text).items()):
        heapq.heappush(heap, (f, n, Node(f, ch)))
        n += 1
    while len(heap) > 1:
        f1, _, a = heapq.heappop(heap)
        f2, _, b = heapq.heappop(heap)
        heapq.heappush(heap, (f1 + f2, n, Node(f1 + f2, None, a, b)))
        n += 1
    out = {}
    def walk(node, prefix):
        if node.ch is not None:
            out[node.ch] = prefix or "0"
            return
        walk(node.left, prefix + "0")
        walk(node.right, prefix + "1")
    if heap:
        walk(heap[0][2], "")
    return out
print(codes("abracadabra"), codes("aaa"), codes(""))
class P:
    def __init__(self, name):
        self.name = name
a, b = P("a"), P("b")
print([p.name for _, _, p in sorted([(2, 0, a), (1, 1, b)])])
try:
    print(len(sorted([(1, a), (1, b)])))
except TypeError as e:
    print(e)
print(max([(1, a), (3, b)])[1].name)
q = [(5, 1, a), (4, 2, b)]
heapq.heapify(q)
print(heapq.heappop(q)[2].name)
