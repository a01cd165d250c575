def run(xs, ks):
    its = [map(lambda x: x * k, xs) for k in ks]
    return [list(i) for i in its]


print(run([1, 2], [1, 2, 3]))
