from itertools import groupby
it = iter([1, 1, 2, 2])
for k, g in groupby(it):
    break
print(list(it))
