"""Conditions that are asked again, that their loop never changes, and that types alone decide."""


def asked(n):
    r = 0
    while n > 3:
        if r > 2:
            break
        r += 1
    if n == 1:
        r = 1
    elif n == 1:
        r = 2
    elif n == 2:
        r = 3
    return r


def decided(xs, x=None):
    found = []
    for y in xs:
        if found and x:
            found.append("never")
        elif x or y:
            found.append(y)
    return found


print(asked(5), asked(1), asked(2))
print(decided([0, 1, 2]))
