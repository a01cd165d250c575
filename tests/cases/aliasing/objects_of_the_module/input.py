class S:
    def __init__(self): self.got = []
    def put(self, x):
        self.got.append(x)
        return len(self.got)
s = S()
def f():
    if s.put(1) > 0 and s.put(2):
        print("x", s.put(3))
    y = [s.put(4) for _ in range(2)]
    return y, f"{s.put(5)}"
print(f(), s.got)
