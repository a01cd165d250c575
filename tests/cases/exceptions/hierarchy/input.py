class AppError(Exception):
    pass


class NotFound(AppError):
    pass


def find(key):
    table = {"a": 1}
    try:
        return table[key]
    except KeyError:
        raise NotFound("no " + key) from None


for key in ["a", "b"]:
    try:
        print(find(key))
    except AppError as error:
        print("app error:", error)
try:
    try:
        [].pop()
    except IndexError as error:
        print("inner:", error)
        raise
except LookupError as error:
    print("outer:", error)
try:
    raise RuntimeError
except RuntimeError as error:
    print(repr(error), str(error) == "")
try:
    assert 1 > 2, "math works"
except AssertionError as error:
    print("assertion:", error)
