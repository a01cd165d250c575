def gen(xs):
    print("start")
    for x in xs:
        if x < 0:
            raise ValueError(f"bad {x}")
        yield x * 2
    print("end")
def loop(xs):
    out = []
    try:
        for v in gen(xs):
            print("got", v)
            out.append(v)
    except ValueError as e:
        print("caught", e)
    else:
        print("fine")
    return out
print(loop([1, 2]), loop([1, -2, 3]), loop([]))
def total(xs):
    try:
        return sum(gen(xs))
    except ValueError as e:
        return str(e)
print(total([1, 2]), total([1, -1]))
def listed(xs):
    try:
        return list(gen(xs)), sorted(gen(xs)), max(gen(xs)), tuple(gen(xs)), set(gen(xs))
    except ValueError as e:
        return str(e)
print(listed([3, 1]), listed([]), listed([5, -5]))
def comp(xs):
    try:
        return [v + 1 for v in gen(xs) if v > 2], {v: v for v in gen(xs)}, ",".join(str(v) for v in gen(xs))
    except ValueError as e:
        return str(e)
print(comp([1, 2]), comp([2, -9]))
def nexts(xs):
    it = gen(xs)
    out = []
    while True:
        try:
            out.append(next(it))
        except StopIteration:
            out.append("stop")
            break
        except ValueError as e:
            out.append(str(e))
            if len(out) > 5:
                break
    return out
print(nexts([1]), nexts([1, -1, 5]))
def found(xs):
    try:
        return any(v > 3 for v in gen(xs)), all(v > 1 for v in gen(xs)), 4 in gen(xs)
    except ValueError as e:
        return str(e)
print(found([1, 2, -1]), found([1, -1]))
