def parse(lines):
    for line in lines:
        yield int(line)


def positive(ns):
    for n in ns:
        if n < 0:
            raise ValueError("negative")
        yield n


try:
    for n in positive(x + 1 for x in parse(["1", "-5", "2"])):
        print(n)
except ValueError as e:
    print("error", e)
it = (10 // x for x in [5, 0])
print(next(it))
print(next(it))
