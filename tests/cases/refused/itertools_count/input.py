import itertools

print(list(itertools.islice(itertools.count(5, 2), 3)))
