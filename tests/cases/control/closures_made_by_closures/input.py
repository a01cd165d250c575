def F(k):
    def M(x):
        t = x
        def I():
            nonlocal t
            t += k
            return t
        return I
    return M
m = F(10); a = m(1); b = m(2)
print(a(), b(), a())

