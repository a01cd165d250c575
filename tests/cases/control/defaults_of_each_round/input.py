class S:
    def __init__(self):
        self.q = []
    def schedule(self, t, f):
        self.q.append((t, f))
class Server:
    def __init__(self): self.got = []
    def arrive(self, s, c):
        self.got.append((len(s.q), c))
sim = S()
server = Server()
for i in range(4):
    sim.schedule(i * 1.0, lambda s, c=i: server.arrive(s, c))
for t, act in sim.q:
    act(sim)
print(server.got)


base = 10
gs = []
for k in range(3):
    def f(n, k=k, m=base * 2):
        return n + k + base + m
    gs.append(f)
    base += 1
print([g(10) for g in gs], f(1))


fs = []
base = 1
for k in range(2):
    if k:
        fs.append(lambda x, y=base: x + y + base)
    else:
        fs.append(lambda x: x - base)
base = 7
print([g(10) for g in fs])
