def counter(start, log):
    def up():
        def step(by):
            nonlocal start

            def note(text):
                log.append(text + str(start))
                return len(log)

            start += by
            return note("at ")
        return step(1) + step(2)

    def look():
        return [start + x for x in range(2)]
    return up(), start


log = []
print(counter(5, log), log)


def make(n):
    def middle():
        def inner(k):
            return n * k
        return inner
    return middle()


f = make(4)
print(f(3), list(map(make(2), [1, 2])))
