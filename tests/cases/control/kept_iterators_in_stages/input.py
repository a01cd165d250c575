class Stage:
    def __init__(self, source, k):
        self.items = (x * k for x in source)

    def __iter__(self):
        return self.items


s = Stage(Stage([1, 2], 3), 10)
print(list(s))
