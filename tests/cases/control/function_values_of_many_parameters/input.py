def weigh(a, b, c, d, e, f, g, h=8):
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + h


class Tool:
    def __init__(self, name):
        print("made", name)

    @staticmethod
    def double(x):
        return 2 * x

    def mix(self, a, b, c, d, e, f, g):
        return [a, b, c, d, e, f, g]


fs = [weigh, lambda a, b, c, d, e, f, g: g]
print([f(1, 2, 3, 4, 5, 6, 7) for f in fs])
gs = [Tool("t").double, abs]
print([g(-4) for g in gs])
ms = [Tool("m").mix]
print(ms[0](1, 2, 3, 4, 5, 6, 7))
