def primes():
    n = 2
    found = []
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1


def sieve():
    def naturals(n):
        while True:
            yield n
            n += 1
    def filt(p, it):
        for x in it:
            if x % p:
                yield x
    it = naturals(2)
    while True:
        p = next(it)
        yield p
        it = filt(p, it)


from itertools import islice
print(list(islice(primes(), 5)), list(islice(sieve(), 6)))
