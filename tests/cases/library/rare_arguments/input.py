print(list(reversed(range(10, 20, 2))), list(reversed(range(10))), list(reversed(range(10, 0, -3))))
for i in reversed(range(0, 11, 5)):
    print(i)
print([1, 2] * True, "ab" * False, (1, 2) * True)
print(pow(2, 10, mod=7))
print("abcabc".rindex("b", 2), "abcabc".rindex("b", 0, 3))
print(int("٣٤"), float("٣.٥"), int(" -１２ "))
import sys
try:
    sys.setrecursionlimit(0)
except ValueError as e:
    print(e)
try:
    print("abc".center(10, "ab"))
except TypeError as e:
    print(e)
try:
    print(int("٣x"))
except ValueError as e:
    print(e)
t = True
print([0] * t, list(range(t)), "xyz"[t], [1, 2, 3][t:], round(2.567, t))
from itertools import permutations, combinations
print(list(permutations([1, 2, 3], r=2)), list(combinations("abc", r=2)), len(list(permutations(range(5), r=5))))
t = True
print([0] * t, bin(t), hex(t), "a".zfill(t))
