log = []
handlers = []
handlers.append(lambda x: log.append(x))
handlers.append(lambda x: log.append(x * 2))
for h in handlers: h(4)
print(log)

class Lazy:
    def __init__(self, fn): self.fn = fn; self.done = False; self.val = None
    def get(self):
        if not self.done:
            self.val = self.fn(); self.done = True
        return self.val
n = 4
l = Lazy(lambda: n * 10)
print(l.get(), l.get())

