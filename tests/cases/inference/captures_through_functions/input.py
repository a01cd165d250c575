def first(n):
    def middle():
        def inner():
            return n + 1
        return inner()
    return middle()


print(first(3))
