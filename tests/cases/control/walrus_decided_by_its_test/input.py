def w(a, b, c):
    if a in b and (k := b[a]) < c:
        return k
    if a and (t := a * 2) > 4:
        print(t)
    while c > 0 and (m := c - 1) >= 0:
        c = m
        print("m", m)
    return c
print(w(1, {1: 5}, 9), w(3, {1: 5}, 2), w(1, {1: 50}, 3))
def v(xs):
    for x in xs:
        if x > 1 and (y := x * 3) % 2 == 0:
            print("even", y)
    try:
        print(y)
    except UnboundLocalError as e:
        print("unbound")
v([1, 2, 3])
v([1])
def s(text):
    if not text or (first := text[0]) == "x":
        return "none"
    return first
print(s(""), s("xa"), s("bc"))
def q(a, b):
    if 0 < a < (z := b) < 10:
        return z
    return -1
print(q(1, 5), q(1, 50), q(7, 5))
def r(rows):
    best = ""
    return [best for row in rows if (n := len(row)) > 1 and (best := row) != "zz" if n < 4], best
print(r(["a", "bc", "zz", "abcd"]))
class Node:
    def __init__(self, v, nxt=None):
        self.v = v
        self.next = nxt
def p(node):
    while node is not None and (node := node.next) is not None:
        print(node.v)
    return node is None
print(p(Node(1, Node(2, Node(3)))))
