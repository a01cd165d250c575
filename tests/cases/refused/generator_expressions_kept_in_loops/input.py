def run(xs):
    its = []
    for i in range(3):
        its.append(x + i for x in xs)
    print([list(t) for t in its])
    fs = {}
    for i in range(2):
        fs[i] = (x * i for x in xs)
    print([list(t) for t in fs.values()])


run([1, 2])
