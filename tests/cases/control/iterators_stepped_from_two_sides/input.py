from itertools import chain


def run():
    it = iter([1, 2, 3, 4, 5, 6, 7])
    for a, b in zip(it, chain([9], it)):
        print(a, b)
    jt = iter("abcdef")
    print(list(zip(jt, map(str.upper, jt))), [x + y for x, y in zip(jt, (z for z in jt))])
    kt = iter([1, 2, 3, 4])
    print([(a, b) for a in kt for b in kt])


run()
