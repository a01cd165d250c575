class L:
    def __init__(self, v): self.v = v; self.next = None
def build(xs):
    head = tail = None
    for x in xs:
        n = L(x)
        if head is None: head = tail = n
        else:
            tail.next = n
            tail = n
    return head
def mid(h):
    slow = fast = h
    while fast and fast.next:
        slow = slow.next
        fast = fast.next.next
    return slow.v
def rev(h):
    prev = None
    while h:
        nxt = h.next
        h.next = prev
        prev, h = h, nxt
    return prev
def vals(h):
    out = []
    while h: out.append(h.v); h = h.next
    return out
h = build([1, 2, 3, 4, 5])
print(mid(h), vals(rev(h)))
def pairs(h):
    d = L(0); d.next = h; p = d
    while p.next and p.next.next:
        a, b = p.next, p.next.next
        a.next, b.next, p.next = b.next, a, b
        p = a
    return d.next
print(vals(pairs(build(range(5)))))
def dedupe(h):
    cur = h
    while cur and cur.next:
        if cur.v == cur.next.v: cur.next = cur.next.next
        else: cur = cur.next
    return h
print(vals(dedupe(build([1, 1, 2, 2, 2, 3]))))

