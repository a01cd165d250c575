import string

s = "hello wörld"
print(s.find("o", None, 8), s.find("o", 5, None), s.rfind("o", None, 4), s.find("l", None, -1))
print(s.index("o", None, 8), s.rindex("l", 3, None), s.count("l", None, 4), s.count("l", 3, None))
try:
    s.index("z", None, 3)
except ValueError as error:
    print(error)
print(s.startswith(("he", "x"), 0), s.startswith(("lo", "x"), 3), s.startswith(("lo", "x"), 3, 4), s.endswith(("wö", "ld"), 7))
print(s.endswith(("lo", "x"), 0, 5), s.startswith(tuple(s.split()), 6))
print("a\tb".expandtabs(tabsize=4), "a b  c".split(sep=None, maxsplit=1), "a b  c".rsplit(sep=None, maxsplit=1))
print(string.capwords("one-two three", sep="-"))
