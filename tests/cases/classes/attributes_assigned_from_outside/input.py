class O: pass
o = O(); o.x = 3; o.y = "a"
print(o.x, o.y)
class P:
    def __init__(self, n): self.n = n
def mk(i):
    p = P(i)
    p.tag = f"t{i}"
    p.kids = []
    p.kids.append(i)
    return p
ps = [mk(i) for i in range(2)]
print([(p.n, p.tag, p.kids) for p in ps])
q = P(5)
try:
    print(q.tag)
except AttributeError as e:
    print(e)
q.tag = "late"
q.tag += "!"
print(q.tag)

