from itertools import groupby


def evens(xs):
    for x in xs:
        if x % 2 == 0:
            yield x


for k, g in groupby(evens([2, 2, 4, 3])):
    print(k, list(g))
words = ["apple", "avocado", "bean", "cherry", "corn"]
for k, g in groupby(words, key=lambda w: w[0]):
    print(k, list(g))
print([(k, len(list(g))) for k, g in groupby(sorted("hello"))])
print([k for k, g in groupby(x // 2 for x in range(5))])
