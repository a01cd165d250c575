def outer():
    def f(x, t={"a": []}):
        t["a"].append(x)
        return len(t["a"])
    return f(1), f(2)
print(outer())
