def classify(v):
    match v:
        case 0:
            return "zero"
        case 1 | 2:
            return "small"
        case [a, b]:
            return f"pair {a} {b}"
        case n if n == 7:
            return "seven"
        case _:
            return "other"

def kind(p):
    match p:
        case (0, y):
            return y
        case (x, 0):
            return x
        case (x, y):
            return x + y

print(classify(0), classify(2), classify(7), classify(9))
print(kind((0, 5)), kind((6, 0)), kind((2, 3)))
