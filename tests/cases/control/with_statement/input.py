class Tracker:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow
        self.log = []

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, exc_type, exc, tb):
        if exc_type is not None:
            print("exit", self.name, exc_type.__name__, exc)
        else:
            print("exit", self.name)
        return self.swallow

    def note(self, x):
        self.log.append(x)


def early(n):
    with Tracker("early") as t:
        t.note(n)
        if n > 2:
            return "big"
    return "small"


print(early(1), early(5))
with Tracker("a", True) as t:
    t.note(1)
    if t.name == "a":
        raise ValueError("boom")
print(t.log)
try:
    with Tracker("b") as b, Tracker("c"):
        b.note(2)
        print(1 // 0)
except ZeroDivisionError as e:
    print("caught", e)
for i in range(4):
    with Tracker(str(i)):
        if i == 1:
            continue
        if i == 2:
            break
        print("body", i)


class Timer:
    def __enter__(self):
        return 5

    def __exit__(self, *args):
        print("done", len(args))
        return None


with Timer() as five:
    print(10 // five)
with Timer():
    print([1, 2][five - 4])
