# WRONG: isinstance(err, B) is False for a kept exception when `raise B` stands in a function (right with `raise` directly in the try)
class A(Exception): pass
class B(A): pass
def thrower(k):
    if k == 0: raise A('a')
    if k == 1: raise B('b')
err = None
try: thrower(1)
except A as e: err = e
print(isinstance(err, B))
if isinstance(err, B):
    print("B", err)
elif isinstance(err, A):
    print("A", err)
if not isinstance(err, (ValueError, KeyError)):
    print("neither", type(err) == B, type(err) is A, type(err).__name__)
first = None
for k in range(3):
    try:
        thrower(k)
        int("x")
    except (A, ValueError) as e:
        if first is None or isinstance(e, ValueError):
            first = e
    print(isinstance(first, ValueError), isinstance(first, A), isinstance(first, Exception), first)
def result(k):
    try:
        thrower(k)
    except A as e:
        return e
    return None
r0, r2 = result(0), result(2)
print(isinstance(r0, A), isinstance(r0, B), isinstance(r2, A), r2 is None)
if isinstance(r0, A):
    print(str(r0) + "!")
