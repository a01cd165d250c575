def rotate(xs: list[int], by: int) -> None:
    for _ in range(by):
        xs.append(xs.pop(0))
    xs.insert(0, xs.pop())
    xs.append(xs[0])
    xs.append(len(xs))
    xs.extend(xs[:2])
    xs[0] = xs.pop()
    xs.append(max(xs))
    xs.remove(xs[1])
    xs.insert(len(xs), xs.pop(1))


def table(d, k):
    d[k] = d.pop("a")
    d["z"] = len(d)
    d.setdefault("q", d.pop("z"))
    d.update({"n": d.pop("q")})
    return d


a = [1, 2, 3, 4]
rotate(a, 2)
print(a)
print(table({"a": 1, "b": 2}, "c"))
s = {1, 2, 3}
s.add(s.pop() + 10)
print(len(s))
q = [[1], [2]]
q[0].append(q[1].pop())
q.append(q.pop(0))
print(q)
