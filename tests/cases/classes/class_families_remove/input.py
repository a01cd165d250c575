class P:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        return self.n == o.n


class Q(P):
    pass


xs = [P(1), Q(2), P(3)]
xs.remove(Q(2))
print(len(xs))
