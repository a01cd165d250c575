from models import P, Op


def f(p: P) -> int:
    return p.add()


print(f(P(1, 2)), Op.ADD.apply(1, 2), Op("-").apply(5, 3), [o.value for o in Op])
