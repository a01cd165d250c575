class AppError(Exception):
    pass

class Sub(AppError):
    pass

class MyKey(KeyError):
    pass

def risky(n):
    if n == 0:
        raise ValueError("bad", n, [1, 2])
    if n == 1:
        raise AppError("only text")
    if n == 2:
        raise Sub(404, "not found")
    if n == 3:
        return {}["k"]
    if n == 4:
        return [1][5]
    if n == 5:
        raise KeyError
    if n == 6:
        raise RuntimeError({"a": 1, "b": (1, None, -2.5)}, {3})
    if n == 7:
        raise AppError
    if n == 8:
        raise TypeError(10**30)
    if n == 9:
        raise MyKey("it's \"q\"\n\x00é")
    if n == 10:
        raise MyKey("a", 1)
    return int("zz")

for i in range(12):
    try:
        risky(i)
    except Exception as e:
        print(type(e).__name__, e.args, len(e.args), str(e), repr(e))
        if e.args:
            print(e.args[0], isinstance(e.args[0], str))
try:
    raise ValueError("code", 42)
except ValueError as e:
    text, code = e.args
    print(text, code + 1)
try:
    risky(1)
except AppError as e:
    (msg,) = e.args
    print(msg)
    for a in e.args:
        print(a)
raise Sub("x", 3)
