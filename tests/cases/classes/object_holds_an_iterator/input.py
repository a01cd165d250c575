class Tokens:
    def __init__(self, text):
        self.toks = iter(text.split())
        self.cur = next(self.toks, None)
    def advance(self):
        t = self.cur
        self.cur = next(self.toks, None)
        return t
def parse(t):
    v = int(t.advance())
    while t.cur in ("+", "-"):
        op = t.advance()
        w = int(t.advance())
        v = v + w if op == "+" else v - w
    return v
print(parse(Tokens("1 + 20 - 3")))

class Lexer:
    def __init__(self, s): self.it = iter(s); self.peeked = None
    def peek(self):
        if self.peeked is None:
            self.peeked = next(self.it, "")
        return self.peeked
    def get(self):
        c = self.peek(); self.peeked = None
        return c
def number(lx):
    n = 0
    while lx.peek().isdigit():
        n = n * 10 + int(lx.get())
    return n
lx = Lexer("12+34")
print(number(lx), lx.get(), number(lx))

