"""Counters compared as multisets."""

from collections import Counter

a = Counter("aab")
z = Counter(a=2, b=1, c=0)
print(a == z, a != z, Counter() == Counter(x=0), {1: a} == {1: z}, [a] == [z], Counter() == Counter())
need = Counter("ab")
print(need <= a, need < a, a <= need, a >= need, a > need, a < a, a <= z, a >= z, a > z)
print(Counter("abc") <= Counter("abd"), Counter([1, 1]) > Counter([1]), Counter(x=-1) <= Counter(), Counter() < Counter("q"))


def can_build(word: str, letters: str) -> bool:
    return Counter(word) <= Counter(letters)


print([word for word in ("cab", "bba", "dad") if can_build(word, "abcdab")])
bag = Counter("hello")
same = bag
same["x"] += 1
print(Counter("lo") <= bag, bag > Counter("hello"), bag)
