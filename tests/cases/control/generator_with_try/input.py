def safe():
    for i in range(3):
        try:
            if i == 1:
                raise ValueError("x")
            yield i
        except ValueError:
            yield -1
print(list(safe()))
