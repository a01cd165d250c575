"""A list that is being sorted is empty for whoever looks at it meanwhile; `sorted` works on a copy."""


def f(score, k):
    return sorted(score, key=lambda x: -score[k])


for k in (1, 9):
    try:
        print(f([3, 1, 2], k))
    except IndexError as e:
        print(e)


def g(score, k):
    score.sort(key=lambda x: -score[k] if k else 0)
    return score


print(g([3, 1, 2], 0))


def h(score, k):
    return max(score, key=lambda x: score[k]), min(score, key=lambda x: k)


for k in (1, 9):
    try:
        print(h([3, 1, 2], k))
    except IndexError as e:
        print(e)


def again(score, k):
    score.sort(key=lambda x: -x + len(score) * 100)

    def rank(x):
        return len(score) + x % 3

    score.sort(key=rank)
    return score


print(again([3, 1, 2], 0))
xs = [5, 2, 9]


def r2(x):
    return len(xs) * 10 - x


xs.sort(key=r2)
print(xs)


class A:
    def __init__(self):
        self.xs = [3, 1, 2]

    def rank(self, x):
        return x + len(self.xs)

    def go(self):
        self.xs.sort(key=self.rank)
        self.xs.sort(key=lambda x: -x - len(self.xs))
        return self.xs


print(A().go())
