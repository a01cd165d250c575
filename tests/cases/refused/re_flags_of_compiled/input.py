import re

word = re.compile("a" + "b".upper())
print(re.search(word, "ab", re.I))
print(re.search(r"(?:(a)b)*+", "abab"))
