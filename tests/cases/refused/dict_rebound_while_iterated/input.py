def g():
    d = {1: 2, 3: 4}
    out = []
    def reset():
        nonlocal d
        d = {7: 8}
    for k, v in d.items():
        reset()
        out.append((k, v))
    return out, d
print(g())
