"""A name that a round of a loop may leave unbound has what an earlier round gave it."""


def first(xs):
    for x in xs:
        if x == 0:
            last = 5 + len(xs)
        else:
            print(last)


first([0, 1, 1])


def f(xs):
    for x in xs:
        if x == 0:
            cnt = 0
        else:
            cnt = cnt + 1
            print(cnt)


f([0, 1, 1])


def g(xs):
    for x in xs:
        if x == 0:
            cnt = []
        else:
            cnt.append(x)
            print(cnt)


g([0, 1, 1])


def h(xs):
    i = 0
    while i < len(xs):
        if i:
            print(prev)
        prev = xs[i]
        i += 1


h([0, 1, 1])


def k(xs):
    for a in xs:
        for x in xs:
            if x == 0 and a == 0:
                cnt = 0
            else:
                cnt += 1
                print(cnt)


k([0, 1, 1])


def tried(xs):
    for x in xs:
        try:
            if x == 0:
                v = 10 // x
            else:
                v = x
        except ZeroDivisionError as e:
            msg = str(e)
        else:
            msg = "fine"
        try:
            print(v, msg)
        except UnboundLocalError as e:
            print("no", e)


tried([0, 1, 0, 2])


def words(xs):
    out = []
    for x in xs:
        if x % 2:
            word = "odd" * x
        if out and x:
            out.append(word)
        else:
            out.append(str(x))
    return out


print(words([0, 1, 2, 4]))


def counted(n):
    while n:
        n -= 1
        for i in range(n):
            if i == 1:
                found = i * n
        if n < 3:
            print(found)
            del found
            found = [n]


counted(5)


def m(rows):
    for row in rows:
        for c in row:
            if c == "a":
                hit = row
                break
        if hit is row:
            print("hit", hit)


m([["a", "b"], ["c"], ["b", "a"]])


def w(xs):
    it = iter(xs)
    while True:
        try:
            cur = next(it)
        except StopIteration:
            break
        if cur == 0:
            first = cur
        print(cur, first)


w([0, 1])


def s(xs):
    for x in xs:
        if x == 1:
            acc = {"n": 0}
        acc["n"] += x
        snap = acc
        print(snap)
    return snap, acc


print(s([1, 2, 1, 3]))


for x in [0, 1, 1]:
    if x == 0:
        cnt = 0
    else:
        cnt = cnt + 1
        print(cnt)
