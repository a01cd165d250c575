class S:
    def __init__(self): self.got = []
    def add(self, x):
        self.got.append(x)
    def put(self, x):
        self.got.append(x)
        return len(self.got)
s = S()
def f():
    return s.add(1)
f()
print(s.got)
