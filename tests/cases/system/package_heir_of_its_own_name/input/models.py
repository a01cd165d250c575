class A:
    def __init__(self): self.v = 1
    def get(self): return self.v
