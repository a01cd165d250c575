class Q:
    def __init__(self):
        self.c = self.d = 0
        for self.c, self.d in [(1, 2), (3, 4)]:
            pass
q = Q()
print(q.c, q.d)
for q.c in range(3):
    pass
print(q.c)
