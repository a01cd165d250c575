def run():
    k = 1
    def f(v):
        return v + k
    m = map(f, [1])
    k = 7
    print(list(m))
run()
