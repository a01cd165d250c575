from itertools import groupby


def show(x):
    print("see", x)
    return x


for k, g in groupby(map(show, [1, 1, 2])):
    print(k)
