class B:
    def __init__(self, log):
        self.log = log
        log.append("b")
class A(B):
    def __init__(self, log, x):
        self.x = x
        if x:
            return super().__init__(log)
        self.log = []
        return print("no log")
print(A([], 1).log, A([], 0).log)
class S:
    def __init__(self, items=None):
        self.items = items or []
    def __len__(self):
        return len(self.items)
    def push(self, x):
        self.items.append(x)
        return self
if S():
    print("no")
if not S() and S([1]):
    print("yes")
while S([1]).push(2):
    break
print([x for x in [1, 2] if S([x])], bool(S()))
