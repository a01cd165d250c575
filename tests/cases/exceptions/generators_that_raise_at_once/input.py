def batches(xs, n):
    if n <= 0:
        raise ValueError("n")
    b = []
    for x in xs:
        b.append(x)
        if len(b) == n:
            yield b
            b = []
    if b:
        yield b
for n in (2, 0):
    try:
        for b in batches(range(5), n):
            print(b)
    except ValueError as e:
        print("ValueError", e)
gens = [batches([1, 2, 3], k) for k in (1, 0, 2)]
for g in gens:
    try:
        print(list(g))
    except ValueError:
        print("bad")
