class W:
    def __init__(self, n): self.n = n
    def __lt__(self, o): print("lt", self.n, o.n); return self.n < o.n
    def __repr__(self): return f"W{self.n}"
ws = [W(2), W(5), W(3)]
print(max(ws), min(ws))
