"""A question that types alone answer is still asked of a name that may have no value."""


def is_none(bound):
    if bound:
        x = None
    return x is None


def is_none_of_int(bound):
    if bound:
        x = 5
    if x is None:
        return 3
    return 4


def truth(bound):
    if bound:
        x = None
    return bool(x), not x


def chosen(bound):
    if bound:
        x = None
    return 1 if x else 2


def kind(bound):
    if bound:
        x = 5
    return isinstance(x, int), isinstance(x, str)


def name_of_type(bound):
    if bound:
        x = 2.5
    return type(x).__name__


def matched(bound):
    if bound:
        x = "s"
    match x:
        case int():
            return 1
        case None:
            return 2
        case _:
            return 3


def copied(bound):
    if bound:
        x = 3
    y = x
    return 4


class Thing:
    size = 3

    @staticmethod
    def fixed():
        return 7

    @classmethod
    def named(cls):
        return cls.__name__


def object_is_true(bound):
    if bound:
        x = Thing()
    if x:
        return 3
    return 4


def of_its_class(bound):
    if bound:
        x = Thing()
    return x.size


def static(bound):
    if bound:
        x = Thing()
    return x.fixed()


def of_class(bound):
    if bound:
        x = Thing()
    return x.named()


def asked_much(bound):
    if bound:
        x = Thing()
    return callable(x), hasattr(x, "size"), isinstance(x, Thing), x is not None


def loop(bound):
    if bound:
        x = None
    while x:
        return 3
    return x == None, x and 3


for question in (
    is_none, is_none_of_int, truth, chosen, kind, name_of_type, matched, copied, object_is_true, of_its_class, static,
    of_class, asked_much, loop,
):
    print(question(True))
    try:
        print(question(False))
    except UnboundLocalError as e:
        print(e)

if len("a") == 2:
    absent = None
try:
    print(absent is None)
except NameError as e:
    print(e)


def say(x):
    print("say", x)
    return x


def in_order(bound):
    import re

    if bound:
        pattern = "a"
    return re.sub(pattern, say("r"), say("banana"))


print(in_order(True))
try:
    print(in_order(False))
except UnboundLocalError as e:
    print(e)
