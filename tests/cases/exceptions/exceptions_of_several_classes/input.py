class ParseError(ValueError):
    """A problem at a place."""

    def __init__(self, message, line):
        ValueError.__init__(self, message)
        self.message = message
        self.line = line


class Fatal(ParseError):
    pass


class Retry(Exception):
    def __init__(self, tries):
        super().__init__(tries)
        self.tries = tries


def parse(text):
    out = []
    for i, line in enumerate(text.split("\n"), 1):
        if "!" in line:
            raise Fatal("bang", i)
        if not line.strip().isdigit():
            raise ParseError(f"bad number {line!r}", i)
        out.append(int(line))
    return out


def guarded(text):
    try:
        return parse(text)
    except ParseError as e:
        if isinstance(e, Fatal):
            return f"fatal at {e.line}"
        return f"line {e.line}: {e.message} ({e})"


print(guarded("1\n2"), guarded("1\nx"), guarded("1\n\n3"), guarded("!"))
try:
    parse("q")
except ValueError as e:
    print("value error:", e)


def attempt(n):
    tries = 0
    while True:
        try:
            tries += 1
            if tries < n:
                raise Retry(tries)
            return tries
        except Retry as r:
            print("again", r.tries, r)


print(attempt(3))


class Stack:
    class_name = "Stack"

    def __init__(self):
        self.items = []

    def pop(self):
        if not self.items:
            raise StackEmpty("pop")
        return self.items.pop()


class StackEmpty(IndexError):
    def __init__(self, op):
        super().__init__("empty stack: " + op)
        self.op = op


try:
    Stack().pop()
except IndexError as e:
    print(type(e).__name__, e)
try:
    Stack().pop()
except (StackEmpty, Retry) as e:
    print(type(e).__name__, e, e.args)
