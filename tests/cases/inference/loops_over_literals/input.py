for q in [7, -2]:
    print(abs(q))
def f(xs):
    for q in (7, -2):
        if abs(q) / 2 > 1:
            print("x")
    for i, q in enumerate([3, -4]):
        print(q / 2, abs(q) / 3, float(abs(q)), (q % 5) / 2)
    for a, b in [(1, -2), (3, 4)]:
        print(a / 2, abs(b) / 3, float(b % 7), float(-b // 2))
f(1)
print([float(q % 100) for q in [7, -2]], sum(float(abs(q)) for q in (1, -2)), list(map(lambda q: float(q % 7), [1, -3])))
q = -5
print(float(q % 100), abs(q) / 2, float(q // 3))
