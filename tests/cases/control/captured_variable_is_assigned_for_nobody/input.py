def best_of(xs):
    best = 0
    last = -1

    def go(i):
        nonlocal best, last
        if i == len(xs):
            return
        best = max(best, xs[i])
        last = i
        go(i + 1)

    go(0)
    best += 1
    found = best, last
    best = 0
    last = 5
    return found


def counted(n):
    count = 0

    def step(k):
        nonlocal count
        count = count + k
        return count

    if n > 3:
        count = 7
    a = step(1)
    count = 3
    print(a)
    count = 4
    return step(2)


def handled(n):
    state = "start"

    def show():
        return state

    try:
        state = "trying"
        if n:
            raise ValueError(n)
        state = "done"
    except ValueError:
        return show()
    finally:
        print(show())
        state = "over"
    return show()


def later(n):
    scale = 2
    scaled = [scale * i for i in range(n)]
    late = [lambda: scale * n]
    scale = 3
    total = late[0]()
    scale = 4
    return scaled, total


def looped():
    seen = 0

    def look():
        return seen

    found = []
    for k in range(3):
        found.append(look())
        seen = k + 10
    seen = 99
    return found


print(best_of([3, 1, 2]))
print(counted(2), counted(5))
print(handled(0), handled(1))
print(later(3))
print(looped())
