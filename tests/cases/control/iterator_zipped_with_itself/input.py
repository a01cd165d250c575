def pairs(xs):
    it = iter(xs)
    return list(zip(it, it))
print(pairs([1, 2, 3, 4]), pairs([1, 2, 3]), pairs("abcd"))
print(list(zip(*[iter([1, 2, 3, 4, 5, 6])] * 3)))

it = iter("hello world")
word = ""
for ch in it:
    if ch == " ":
        break
    word += ch
print(word, "".join(it))
its = (iter([1, 2]), iter("ab"))
print(next(its[0]), next(its[1]), list(its[0]))

