class Acc:
    def __init__(self, b):
        self.b = b
    def merge(self, o):
        self.b, o.b = self.b + o.b, 0
class Sav(Acc):
    pass
a, s = Acc(10), Sav(20)
for p in [a, s]:
    p.merge(a)
    p.merge(s)
print(a.b, s.b)
