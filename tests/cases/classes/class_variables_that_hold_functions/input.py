class A:
    n = 0
    handlers = {"a": lambda x: x + 1, "b": len}

    def run(self, k):
        return self.handlers["a"](k)


A.n = A.n + 3
print(A().run(4), A.n)
