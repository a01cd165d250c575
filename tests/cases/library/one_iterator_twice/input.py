it = iter([1, 2, 3, 4])
print(list(zip(it, it)))
def pairs(xs):
    it = iter(xs)
    return [(a, b) for a, b in zip(it, it)]
print(pairs("abcd"), pairs([1, 2, 3]))
jt = iter(range(6))
print(list(map(lambda a, b: a * b, jt, jt)), list(zip(*[iter("abcdef")] * 2)))
