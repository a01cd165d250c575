import functools
import itertools
import operator
from itertools import accumulate, chain, compress, count, cycle, dropwhile, filterfalse, islice, repeat, starmap, takewhile


def main() -> None:
    print(list(islice(count(5), 3)), list(islice(count(), 2)), list(islice(count(10, -3), 4)), list(islice(count(0.5, 0.25), 3)))
    for i in count(1):
        if i * i > 50:
            print(i)
            break
    ids = count(100)
    print(next(ids), next(ids), next(ids))
    print(list(zip(count(1), "abc")), list(zip("xyz", repeat(0))), list(repeat("a", 3)), list(repeat(1, 0)))
    print(dict(zip("abc", count())), list(map(pow, [2, 3, 4], repeat(2))))
    print(list(chain.from_iterable(["ab", "c"])), list(itertools.chain.from_iterable([[1, 2], [], [3]])))
    print(list(takewhile(lambda v: v < 3, [1, 2, 3, 1])), list(dropwhile(lambda v: v < 3, [1, 2, 3, 1])))
    print(list(takewhile(lambda n: n < 40, (x * x for x in count(1)))))
    print(list(filterfalse(lambda v: v % 2, range(6))), list(filterfalse(None, [0, 1, "", 2])))
    print(list(starmap(pow, [(2, 3), (3, 2)])), list(starmap(lambda a, b: a * b, zip([1, 2], [3, 4]))))
    print(list(compress("abc", [1, 0, 1])), list(compress([1, 2, 3], [True, False, True])))
    print(list(accumulate([3, 1, 2], max)), list(accumulate([1, 2], initial=10)))
    print(list(accumulate([1, 2, 3, 4], operator.mul)), list(accumulate([1, 2, 3], lambda a, b: a * 10 + b)))
    print(list(accumulate(["a", "b"])), list(accumulate([0.5, 1])), list(accumulate([1, 2, 3], func=min, initial=2)))
    print(list(accumulate([10**18] * 12))[-1], list(accumulate(range(5))), list(accumulate([2**40] * 3, operator.mul)))
    print(list(islice([1, 2, 3, 4, 5], 2)), list(islice("abcdef", 1, 4)), list(islice(range(10), 1, None, 3)))
    print(list(islice(range(10), None)), list(islice([1], 5)), list(islice(range(10), 0, 7, 2)))
    it = iter([1, 2, 3, 4, 5])
    print(list(islice(it, 2)), list(it))
    try:
        print(list(islice([1], -1)))
    except ValueError as e:
        print(e)
    print(list(itertools.zip_longest([1, 2], "a", fillvalue="-")), list(itertools.zip_longest([1], [2, 3], [4, 5, 6], fillvalue=0)))
    print(list(itertools.zip_longest("ab", [1])))
    print(list(itertools.product([0, 1], repeat=2)), list(itertools.product("ab", [1, 2])), len(list(itertools.product([1], [2], [3], [4, 5]))))
    print(list(itertools.permutations([1, 2, 3], 2)), len(list(itertools.permutations("abcd"))), list(itertools.permutations([1], 2)))
    print(list(itertools.combinations("abc", 2)), list(itertools.combinations_with_replacement([1, 2], 2)), list(itertools.combinations([1, 2], 3)))
    print(list(itertools.pairwise([1, 2, 3])), list(itertools.pairwise([1])))
    c = cycle([1, 2])
    print([next(c) for _ in range(5)], list(islice(cycle("ab"), 5)))
    for n, color in zip(range(4), cycle(["r", "g", "b"])):
        print(n, color, end=" ")
    print()
    for k, g in itertools.groupby("aabbbc"):
        print(k, len(list(g)), end=";")
    print([(k, list(g)) for k, g in itertools.groupby([1, 3, 2, 4, 5], key=lambda v: v % 2)])
    print({k: sum(1 for _ in g) for k, g in itertools.groupby(sorted("abcab"))})
    print(functools.reduce(lambda a, b: a * b, range(1, 25), 1), functools.reduce(max, [3, 9, 2]))
    print(sum(takewhile(lambda x: x < 10, [1, 5, 11, 2])), max(chain([1], [5, 2])), sorted(chain("ba", "c")))


main()
