def F():
    seen = []
    def M(tag):
        def I(v):
            seen.append((tag, v))
            return len(seen)
        return I
    return M
m = F(); a = m("a"); b = m("b")
print(a(1), b(2), a(3))

