def parse(tokens):
    for t in tokens:
        if not t.isdigit():
            raise SyntaxError(f"unexpected {t!r}")
        yield int(t)
class P:
    def __init__(self, text):
        self.it = parse(text.split())
        self.cur = None
        self.advance()
    def advance(self):
        self.cur = next(self.it, None)
        return self.cur
    def total(self):
        t = 0
        while self.cur is not None:
            t += self.cur
            self.advance()
        return t
for text in ("1 2 3", "4 x", "y"):
    try:
        print(P(text).total())
    except SyntaxError as e:
        print("error:", e)
