n = 10
h = (x + n for x in [1, 2])
n = 20
print(list(h))
