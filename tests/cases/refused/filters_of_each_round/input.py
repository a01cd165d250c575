def run(xs, ks):
    d = {k: filter(lambda x: x > k, xs) for k in ks}
    return {k: list(v) for k, v in d.items()}


print(run([1, 2, 3], [1, 2]))
