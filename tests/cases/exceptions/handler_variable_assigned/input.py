class E(Exception):
    def __init__(self, code):
        self.code = code
        super().__init__("code", code)
    def __str__(self):
        return f"E{self.code}"
class Wrapped(E):
    def __init__(self, inner):
        super().__init__(inner.code + 1)
        self.inner = inner
def deep(n):
    if n == 0:
        raise E(1)
    try:
        deep(n - 1)
    except E as e:
        raise Wrapped(e) from e
try:
    deep(3)
except E as e:
    while isinstance(e, Wrapped):
        print(e, e.code, e.args)
        e = e.inner
    print("root", e)
