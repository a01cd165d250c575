def shout(x):
    print("called", x)


def pair(x):
    print("pair", x)
    return (x, x)


class Box:
    def __init__(self, x):
        print("made", x)
        self.x = x


if not shout(1):
    print("falsy")
if shout(2):
    print("never")
if pair(3):
    print("truthy")
if shout(4) or pair(5):
    print("either")
x = shout(6) or 7
print(x)
n = 0
while not shout(n):
    n += 1
    if n > 2:
        break
print([i for i in range(3) if not shout(i)])
print("yes" if shout(8) else "no", bool(shout(9)), not pair(10))
if Box(11):
    print("box")
print(isinstance(pair(12), tuple), isinstance(shout(13), int))
y = shout(14) and 5
print(y)
assert not shout(15)
