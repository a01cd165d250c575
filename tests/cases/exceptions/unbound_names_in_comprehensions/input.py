"""A comprehension is a function of its own: a name of the function around it that is unbound is a free one there."""


def f(c):
    if c:
        y = 2
        m = {1: 2}
    try:
        return [x * y for x in range(2)]
    except NameError as e:
        print(type(e).__name__, e)
    try:
        return [x for x in m]
    except NameError as e:
        print(type(e).__name__, e)
    try:
        return {x: y for x in [1]}
    except NameError as e:
        print(type(e).__name__, e)
    return 5


print(f(1))
try:
    print(f(0))
except NameError as e:
    print(type(e).__name__, e)
if len("a") == 3:
    w = 3
try:
    print([w for i in range(2)])
except NameError as e:
    print(type(e).__name__, e)
