import math


def sum_squares(lst):
    total = 0
    for i in lst:
        total += math.ceil(i) ** 2
    return total


print(sum_squares([1.5, 18014398509481983]))
print([math.floor(x) for x in [1.5, 2**70, -3]], [math.trunc(x) for x in [1.5, 2**70 + 1]])
print(round(2**60 + 1), [round(x) for x in (1.5, 2**60 + 1)], [int(x) for x in [2.5, 2**63]])
print([math.ceil(x) for x in [0.1, 9007199254740993]], [abs(x) for x in [-1.5, -9007199254740993]])
print(sum([0.5, 9007199254740993]), max([0.5, 9007199254740993]))
print([x // 1 for x in [1.5, 9007199254740993]], [x % 7 for x in [1.5, 9007199254740993]])
