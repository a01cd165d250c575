class TimeoutError(Exception):
    pass
class KeyError(ValueError):
    def __init__(self, k):
        super().__init__("no " + k)
        self.k = k
def slow():
    raise TimeoutError("mine")
def look(d, k):
    try:
        return d[k]
    except Exception:
        raise KeyError(k)
