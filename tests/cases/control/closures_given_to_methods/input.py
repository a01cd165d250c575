class Bus:
    def __init__(self): self.subs = {}
    def on(self, name, fn): self.subs.setdefault(name, []).append(fn)
    def emit(self, name, v):
        for f in self.subs.get(name, []): f(v)
def main():
    bus = Bus()
    log = []
    prefix = ">"
    bus.on("a", lambda v: log.append(prefix + str(v)))
    bus.on("a", lambda v: print("seen", v, len(log)))
    def other(v): log.append(v * "x")
    bus.on("a", other)
    bus.emit("a", 3); bus.emit("b", 1)
    print(log)
main()

def run():
    items = [("b", 2), ("a", 1)]
    weights = {"a": 5, "b": 1}
    items.sort(key=lambda t: weights[t[0]])
    print(items, max(items, key=lambda t: weights[t[0]]), list(map(lambda t: weights[t[0]], items)))
run()

