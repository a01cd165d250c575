def run(xs, ks):
    its = [(x * k for x in xs) for k in ks]
    return [list(i) for i in its]


print(run([1, 2], [1, 2, 3]))
