def first_good(items):
    tried = []
    for x in items:
        try:
            if x < 0:
                continue
            if x > 10:
                break
            if x == 7:
                return ("seven", tried)
            tried.append(10 // x)
        except ZeroDivisionError:
            tried.append(-1)
            continue
        finally:
            tried.append(x)
    else:
        tried.append("done" and 99)
    return ("end", tried)


print(first_good([1, 2, -3, 0, 5]))
print(first_good([1, 11, 2]))
print(first_good([3, 7, 2]))


def swallow(n):
    while True:
        n += 1
        try:
            if n < 3:
                continue
            raise ValueError(n)
        finally:
            print("final", n)
            if n == 4:
                break
            if n < 4:
                continue
    return n


print(swallow(0))


def nested():
    out = []
    for i in range(4):
        try:
            for j in range(4):
                try:
                    if j == 1:
                        continue
                    if j == 3:
                        break
                    if i == 2:
                        return out
                    out.append((i, j))
                finally:
                    out.append((i, -j))
            if i == 1:
                continue
        finally:
            out.append((i, 100))
    return out


print(nested())


def unwound():
    for i in range(3):
        try:
            print("try", i)
            if i == 1:
                int("x")
            continue
        finally:
            print("finally", i)


try:
    unwound()
except ValueError as e:
    print(e)
