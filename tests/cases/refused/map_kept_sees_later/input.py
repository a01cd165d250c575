def run():
    k = 1
    m = map(lambda v: v + k, [1])
    k = 7
    print(list(m))


run()
