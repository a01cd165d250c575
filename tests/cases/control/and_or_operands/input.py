def pick(a, b):
    return a or b


print(pick(0, 5), pick(3, 5), pick("", "x"), [] or [1], 1 and 2, 0 and 2)
print(not [], not "a", bool(0.0), bool("False"), 5 if [] else 6)
a, b = 1, 2
a, b = b, a + b
print(a, b, 1 < a < 3 < 9, 3 > a >= 2)
first, (second, *others), last = 1, (2, 3, 4), 5
print(first, second, others, last)
