from contextlib import contextmanager
import contextlib
log = []
@contextmanager
def tag(name, sep="-"):
    print("<" + name + sep)
    yield name.upper()
    print(sep + name + ">")
@contextlib.contextmanager
def guard(label):
    log.append("start " + label)
    try:
        yield
    except ValueError as e:
        log.append("error " + str(e))
    finally:
        log.append("end " + label)
@contextmanager
def stack(items, x):
    items.append(x)
    try:
        yield items
    finally:
        items.pop()
def use(n):
    items = [1]
    with stack(items, 2) as s:
        if n > 3:
            return sum(s)
        s.append(5)
    return len(items)
with tag("a") as t:
    print(t)
    with tag("b", sep="+"):
        print("in")
with guard("x"):
    log.append("body")
with guard("y"):
    raise ValueError("oops")
with tag("p") as u, tag("q") as v:
    print(u, v)
print(log, use(1), use(5))
def loop():
    out = []
    for i in range(4):
        with guard(str(i)):
            if i == 1:
                continue
            if i == 3:
                break
            out.append(10 // i)
    return out
try:
    print(loop())
except ZeroDivisionError as e:
    print("zero", e)
print(log)
try:
    with tag("err"):
        raise KeyError("k")
except KeyError:
    print("caught")
