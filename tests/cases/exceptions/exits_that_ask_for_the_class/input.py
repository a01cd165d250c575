class Guard:
    def __init__(self, *kinds):
        self.log = []
        self.kinds = kinds
    def __enter__(self):
        self.log.append("enter")
        return self
    def __exit__(self, et, ev, tb):
        if et:
            self.log.append(et.__name__)
        if et is None:
            self.log.append("clean")
            return False
        if et is ValueError:
            self.log.append("value")
            return True
        return et is not None and issubclass(et, KeyError)
g = Guard()
with g as h:
    h.log.append("body")
with g:
    raise ValueError("v")
with g:
    raise KeyError("k")
try:
    with g:
        raise TypeError("t")
except TypeError as e:
    print("out", e)
print(g.log)
class Suppress:
    def __enter__(self):
        return self
    def __exit__(self, exc_type, exc, tb):
        return exc_type is ValueError
with Suppress():
    raise ValueError
try:
    with Suppress():
        raise IndexError("i")
except IndexError as e:
    print("index", e)
