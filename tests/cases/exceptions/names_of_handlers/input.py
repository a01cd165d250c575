def f(k):
    for i in range(3):
        try:
            if i == k:
                raise ValueError(i)
        except ValueError as e:
            print("got", e)
            continue
        print(i)
    try:
        int("x")
    except ValueError as e:
        print(e)
    for e in [1, 2]:
        print(e)
    return e
print(f(1))
def g(k):
    try:
        if k: raise KeyError("k")
    except KeyError as err:
        saved = err
    else:
        saved = None
    return saved
print(g(0), repr(g(1)))
def h():
    try:
        raise ValueError("x")
    except ValueError as e:
        pass
    try:
        print(e)
    except UnboundLocalError as u:
        print(u)
h()
