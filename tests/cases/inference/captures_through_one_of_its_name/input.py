def first(n):
    def inner():
        def inner():
            return n + 1
        return inner()
    return inner()


print(first(3))
