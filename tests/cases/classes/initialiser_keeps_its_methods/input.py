class Robot:
    def __init__(self):
        self.pos = 0
        self.commands = {"L": self.left, "R": self.right, "J": self.jump}
    def left(self): self.pos -= 1
    def right(self): self.pos += 1
    def jump(self): self.pos *= 2
    def run(self, text):
        for c in text:
            self.commands[c]()
        return self.pos
print(Robot().run("RRJL"))

class Parser:
    def __init__(self, text):
        self.text = text
        self.rules = [self.num, self.word]
    def num(self, s): return s.isdigit()
    def word(self, s): return s.isalpha()
    def parse(self):
        out = []
        for t in self.text.split():
            for i, rule in enumerate(self.rules):
                if rule(t):
                    out.append((i, t))
                    break
            else:
                out.append((-1, t))
        return out
print(Parser("ab 12 a1").parse())

class Machine:
    def __init__(self):
        self.state = self.idle
        self.trace = []
    def idle(self, ev):
        self.trace.append("idle")
        if ev == "go": self.state = self.run
    def run(self, ev):
        self.trace.append("run")
        if ev == "stop": self.state = self.idle
    def feed(self, evs):
        for e in evs: self.state(e)
m = Machine()
m.feed(["x", "go", "x", "stop", "x"])
print(m.trace)

class Calc:
    def __init__(self):
        self.ops = {"+": self._add, "-": self._sub, "neg": lambda a, b: -a}
        self.count = 0
        self.history = []
    def _add(self, a, b):
        self.count += 1
        return a + b
    def _sub(self, a, b):
        self.count += 1
        return a - b
    def do(self, op, a, b=0):
        if op not in self.ops: return None
        r = self.ops[op](a, b)
        self.history.append(f"{a}{op}{b}={r}")
        return r
c = Calc()
print(c.do("+", 1, 2), c.do("-", 5, 3), c.do("neg", 4), c.do("?", 1), c.count, c.history)

