def shift(s, n):
    if n > len(s):
        try:
            return s[::-1]
        except ZeroDivisionError:
            pass
        else:
            print("else")
    else:
        return s[n:] + s[:n]


def biggest(l):
    m = l[0]
    for e in reversed(list(l)):
        if e > m:
            m = e
    return m


print(shift("abc", 1), shift("abc", 5), biggest([1, 3, 2]))
