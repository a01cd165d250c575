class V:
    def __init__(self, x):
        self.x = x
    def to_text(self):
        return f"v{self.x}"
    def from_pair(self, p):
        self.x = p[0] + p[1]
        return self
    def is_big(self):
        self.x += 1
        return self.x > 3
    def into_list(self):
        return [self.x]
    def as_int(self):
        return self.x
    @classmethod
    def new(cls, x):
        return f"new{x}"
    def __lt__(self, o):
        return self.x < o.x
    def __le__(self, o):
        return self.x < o.x or self.x == o.x
v = V(1)
print(v.to_text(), v.from_pair((1, 2)).x, v.is_big(), v.into_list(), v.as_int(), V.new(3), v <= V(9))
def first(xs):
    for x in xs:
        try:
            return int(x)
        except ValueError:
            continue
        finally:
            print("tried", x)
    return -1
print(first(["a", "7"]), first([]), -1 & 0xFF)
def rec(nums, goal, d):
    if d == 0:
        return True
    return rec(nums, goal, d - 1)
print(rec([1], [], 2))
