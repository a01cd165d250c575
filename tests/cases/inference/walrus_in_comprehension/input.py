def f():
    l = [y for x in range(10) if (y := x ** 3) < 20]
    return l
def g():
    total = 0
    s = [(total := total + v) for v in range(5)]
    print(total)
    return s
print(f(), g())
class A(Exception): pass
class B(A): pass
class C(B): pass
class D(C): pass
try:
    raise D()
except D as e:
    print("D", type(e).__name__)
d = {"a": 1, "q": []}
e = d | {"b": 100}
d |= {"k": 1}
print(d, e)
R = 3
r = 5
def rr(): return r * R
print(rr())
a = []
print([None for _ in a], [q for q in []])
st = {"a": (1, 2), "b": None}
print([k for k, v in st.items() if v])
from collections import OrderedDict, Counter
od = OrderedDict((str(v), Counter()) for v in [1, 2])
od["1"]["z"] += 1
print(od["1"]["z"])
