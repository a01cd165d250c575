def run():
    xs = [1, 2]
    it = (x for x in xs)
    xs.append(3)
    print(list(it))
    m = map(lambda v: v * 2, xs)
    print(next(m))
    xs.append(4)
    print(list(m))
    d = enumerate(xs)
    xs.append(5)
    print(list(d))


run()
