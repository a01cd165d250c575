"""The name of a handler has no value after it, whatever is asked of it and wherever it goes."""


class Held:
    def __init__(self, value):
        self.value = value

    def with_(self, other):
        return self.value, other


def same(x):
    return x


def more(x):
    return x + 1


def questions(which):
    xs = [1, 2]
    table = {1: 2}
    held = Held(3)
    try:
        raise ValueError("q")
    except ValueError as e:
        pass
    try:
        if which == 0:
            return str(e == 1)
        if which == 1:
            return str([e, 1])
        if which == 2:
            return str({e: 1})
        if which == 3:
            return str(same(e))
        if which == 4:
            return str(more(e))
        if which == 5:
            return str(len(e))
        if which == 6:
            return str(e + 1)
        if which == 7:
            return str(-e)
        if which == 8:
            xs.append(e)
        if which == 9:
            return str(table.get(e))
        if which == 10:
            return str(Held(e).value)
        if which == 11:
            return str(held.with_(e))
        if which == 12:
            return str(1 if e else 2)
        if which == 13:
            return str(e is None)
        if which == 14:
            return str("%s" % e)
        return "no question"
    except UnboundLocalError as q:
        return str(which) + " " + str(q)


for which in range(16):
    print(questions(which))
print(questions(99), same(2), more(3), Held(1).with_(2))


def given_back():
    e = 5
    try:
        raise ValueError(e)
    except ValueError as e:
        pass
    try:
        return e
    except UnboundLocalError as q:
        return str(q)


def never_bound():
    if False:
        x = None
    try:
        return len(x)
    except UnboundLocalError as q:
        return str(q)


def deleted():
    gone = 4
    del gone
    try:
        return gone + 1
    except UnboundLocalError as q:
        return str(q)


print(given_back(), never_bound(), deleted())
