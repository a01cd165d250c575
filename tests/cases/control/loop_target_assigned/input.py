def nested(limit):
    c = []
    for num in range(1, limit):
        i = 0
        while i < 3:
            num = num * 2
            i += 1
            if num > 30:
                break
        else:
            c.append(num)
    return c
print(nested(9))
def converted(limit):
    c = []
    for num in range(1, limit):
        i = 0
        while i < 3:
            num = int(str(num)[::-1]) + num
            i += 1
        c.append(num)
    return c
print(converted(9))
def conditional(xs):
    c = []
    for x in xs:
        if x > 3:
            x = 0
        c.append(x)
    for x in range(5):
        if x > 3:
            x = x * 10 ** 20
        c.append(x)
    for i, x in enumerate(xs):
        while x < 10:
            x += 4
        c.append(x + i)
    for i, x in enumerate(range(3)):
        while x < 10:
            x = x * 2 + 1
        c.append(x + i)
    for s in ['ab', 'cd']:
        for k in range(2):
            s = s + '!'
        c.append(len(s))
    return c
print(conditional([1, 2, 3, 4, 5]))
