def outer():
    try:
        inner()
    except ValueError as e:
        print("outer got", e)
        raise RuntimeError("from outer") from e
    finally:
        print("outer finally")
def inner():
    try:
        raise KeyError("k")
    except KeyError as e:
        raise ValueError(f"inner {e}")
    finally:
        print("inner finally")
try:
    outer()
except RuntimeError as r:
    print(r)
class Res:
    open_count = 0
    def __init__(self, n):
        self.n = n
        Res.open_count += 1
    def close(self):
        Res.open_count -= 1
def work(n):
    r = Res(n)
    try:
        if n == 1: return "early"
        if n == 2: raise ValueError("two")
        for i in range(3):
            try:
                if i == n: continue
                if i > 1: break
            finally:
                print("loop", i)
        return "late"
    except ValueError as e:
        return f"caught {e}"
    finally:
        r.close()
print([work(n) for n in range(4)], Res.open_count)
