class Vec:
    def __init__(self, x):
        self.x = x
    def __add__(self, o):
        if not isinstance(o, Vec):
            return NotImplemented
        return Vec(self.x + o.x)
try:
    w = Vec(1) + 1
    print("no error")
except TypeError as e:
    print(e)
