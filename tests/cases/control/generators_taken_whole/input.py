def squares(n):
    """Squares below n."""
    for i in range(n):
        yield i * i


def fib(limit):
    a, b = 0, 1
    while a < limit:
        yield a
        a, b = b, a + b


def walk(xs, depth):
    for x in xs:
        yield x
        if depth > 0:
            yield from walk(xs[1:], depth - 1)


def chunks(xs, n):
    for i in range(0, len(xs), n):
        yield xs[i : i + n]


def pairs(xs):
    for i, a in enumerate(xs):
        for b in xs[i + 1 :]:
            yield (a, b)


print(list(squares(5)), sum(squares(4)), max(squares(3)))
for x in fib(20):
    print(x, end=" ")
print()
print([x for x in fib(50) if x % 2 == 0], {x: x * x for x in squares(3)})
print(list(walk([1, 2], 2)))
print(list(chunks([1, 2, 3, 4, 5], 2)), sorted(pairs([3, 1, 2])))
total = 0
for a, b in pairs([1, 2, 3]):
    total += a * b
print(total, ", ".join(c for c in ("a", "b")))


def words(text):
    word = ""
    for c in text:
        if c == " ":
            if word:
                yield word
            word = ""
        else:
            word += c
    if word:
        yield word


print("-".join(words("the quick  fox ")), list(words("")))


def loud(n):
    print("start")
    for i in range(n):
        print("making", i)
        yield i
    print("end")


print(list(loud(2)))


def main():
    for w in words("a b"):
        print(w)


main()
