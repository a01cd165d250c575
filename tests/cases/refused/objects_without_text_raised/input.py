class A:
    def __init__(self): self.x = 1
try:
    raise ValueError(A())
except ValueError as e:
    print(e)
