class Q:
    def __init__(self):
        self.items = [1, 2, 3]
    def run(self):
        out = []
        for x in self.items:
            out.append(x)
            self.items = [9]
        return out
print(Q().run())
def h(gr, i):
    out = []
    for j in gr[i]:
        out.append(j)
        gr[i] = [9, 9, 9]
    return out
print(h([[1, 2], [0, 2], [1]], 0))
def k(gr):
    out = []
    for j in gr[1]:
        out.append(j)
        gr.pop(0)
        gr.append([7, 7])
    return out
print(k([[1, 2], [0, 2], [1]]))
class Bus:
    def __init__(self):
        self.waiting = []
    def put(self, x):
        self.waiting.append(x)
    def drain(self):
        todo, self.waiting = self.waiting, []
        for x in todo:
            if x > 1:
                self.put(x - 1)
        return todo
b = Bus()
for v in (3, 1):
    b.put(v)
while b.waiting:
    print(b.drain())
