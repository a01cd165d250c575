def f(d, ks):
    out = []
    for k in ks:
        try:
            v = d[k]
            for j in range(v):
                if j == 2:
                    break
                if j == 0:
                    continue
                out.append((k, j))
            else:
                continue
            try:
                if int(k) > 3:
                    break
            except ValueError:
                continue
            finally:
                out.append("f")
        except KeyError:
            out.append("miss")
            continue
        else:
            out.append("else")
            if v > 4:
                break
    return out
print(f({"a": 3, "b": 1, "c": 5, "9": 4}, ["x", "b", "a", "9", "c"]))


def g(xs):
    while True:
        try:
            x = int(xs.pop())
            break
        except ValueError:
            print("again")
    return x
print(g(["3", "q"]))


def h(names):
    for w in range(3):
        try:
            if w == 1:
                continue
            if w == 2:
                break
            print(names["a"])
        except Exception as err:
            print(type(err).__name__, err)
    print("end")
h({"b": 1})
