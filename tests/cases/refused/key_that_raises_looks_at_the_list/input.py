"""CPython empties the list while it is sorted: this key finds nothing and raises, and the list comes back."""


def g(score, k):
    try:
        score.sort(key=lambda x: -score[k] if k else 0)
    except IndexError as e:
        print(e)
    return score


print(g([3, 1, 2], 0))
