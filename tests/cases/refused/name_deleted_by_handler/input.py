def f(k):
    e = 5
    try:
        if k:
            raise ValueError("v")
    except ValueError as e:
        pass
    return e
print(f(0))
try:
    print(f(1))
except UnboundLocalError as q:
    print(q)
