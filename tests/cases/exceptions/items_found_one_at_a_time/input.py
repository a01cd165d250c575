"""What is done for one item comes before the next is found, where finding it may raise inside of a try, or acts."""


def first(parts):
    try:
        return next(int(p) for p in parts)
    except ValueError as e:
        return str(e)


print(first(["2", "b"]))


def some(parts):
    try:
        return any(int(p) > 1 for p in parts), all(int(p) > 5 for p in parts)
    except ValueError as e:
        return str(e)


print(some(["2", "b"]))


def mapped(parts):
    try:
        for n in map(int, parts):
            print(n)
            if n == 2:
                break
    except ValueError as e:
        return str(e)


print(mapped(["2", "b"]), mapped(["1", "b"]))


def generated(parts):
    try:
        for n in (int(p) for p in parts if int(p) > 0):
            print(n)
            if n == 2:
                break
    except ValueError as e:
        return str(e)


print(generated(["2", "b"]), generated(["1", "b"]))


def counted(parts):
    try:
        for i, n in enumerate(map(int, parts)):
            print(i, n)
    except ValueError as e:
        return str(e)


print(counted(["1", "b"]))


def filtered(parts):
    try:
        for n in filter(lambda p: int(p) > 1, parts):
            print(n)
    except ValueError as e:
        return str(e)


print(filtered(["3", "b"]))


def collected(parts):
    try:
        for n in [int(p) for p in parts]:
            print(n)
        for n in sorted(map(int, parts)):
            print(n)
        for n in list(map(int, parts)):
            print(n)
    except ValueError as e:
        return str(e)


print(collected(["3", "4"]), collected(["3", "b"]))


def nested(parts):
    total = 0
    try:
        for a in (int(p) * q for p in parts for q in range(2)):
            total += a
    except ValueError as e:
        return str(e), total
    return total


print(nested(["3", "4"]), nested(["3", "b"]))


def pairs(rows):
    out = []
    try:
        for a, b in ((r[0], r[1]) for r in rows):
            out.append(a + b)
    except IndexError as e:
        return str(e), out
    return out


print(pairs([[1, 2], [3]]), pairs([[1, 2]]))


def show(x):
    print("s", x)
    return x


for v in (show(x) for x in [1, 2] for y in [1, 2]):
    print("v", v)
for v in map(show, [1, 2]):
    print("v", v)
for v in filter(show, [0, 1, 2]):
    print("v", v)
for a, b in zip(map(show, [1, 2]), [3]):
    print(a, b)


print([show(-y) for y in map(show, [1, 2])])
print(next(show(x) for x in [1, 2]))
print(any(show(x) for x in [0, 1, 2]))


def order(parts):
    try:
        return [1 // y for y in map(int, parts)]
    except (ValueError, ZeroDivisionError) as e:
        return str(e)


print(order(["0", "b"]), order(["1", "b"]), order(["1", "2"]))
