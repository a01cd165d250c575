from itertools import product
import itertools
xs = [[1, 2], [3, 4]]
print(list(product(*xs)), list(itertools.product(*["ab", "c", "de"])), list(product(*[[1], []])))
for row in product(*[range(k) for k in (2, 3)]):
    print(row, sum(row))
phone = {"2": "abc", "3": "def"}
def letters(digits):
    return ["".join(p) for p in product(*(phone[d] for d in digits))] if digits else []
print(letters("23"), letters(""))
rows = [["a"], ["b", "c"]]
other = rows[1]
other.append("d")
print([list(p) for p in product(*rows)], len(list(product(*rows, ))))
made = []
for w in ("x", "yz"):
    made.append(list(w))
print(["".join(p) for p in product(*made)])

