from itertools import dropwhile
xs = [1, 5, 2, 7]
print(next(dropwhile(lambda t: t < 3, xs), None), next(dropwhile(lambda t: t < 30, (x + 1 for x in xs)), -1))
