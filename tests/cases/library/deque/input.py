from collections import deque


def main() -> None:
    dq = deque([1, 2, 3], maxlen=3)
    dq.append(4)
    dq.appendleft(0)
    print(dq, dq.maxlen, len(dq), dq[0], dq[-1])
    dq.extend([7, 8])
    print(dq, list(dq))
    dq.extendleft([5, 6])
    print(dq, dq == deque([6, 5, 0]), deque(maxlen=2), deque([1, 2, 3], 2), deque("ab", maxlen=None))
    try:
        dq.insert(1, 2)
    except IndexError as e:
        print(e)
    try:
        print(deque([1], maxlen=-1))
    except ValueError as e:
        print(e)
    q = deque([3, 0, 2, 5])
    print(q.index(2), q.index(5, 1), q.index(0, 0, 3), q.count(2), 5 in q, 9 in q, q.maxlen)
    q.reverse()
    q.insert(1, 50)
    q.insert(-1, 60)
    q.insert(100, 70)
    q.insert(-100, 80)
    print(q)
    q.remove(0)
    try:
        q.remove(12345)
    except ValueError as e:
        print(e)
    try:
        print(q.index(12345))
    except ValueError as e:
        print(e)
    try:
        deque([1]).pop()
        print(deque([0]).popleft())
        e: deque[int] = deque()
        e.popleft()
    except IndexError as err:
        print(err)
    try:
        print(q[99])
    except IndexError as err:
        print(err)
    q[1] = 9
    del q[0]
    print(q)
    r = q.copy()
    r.append(1)
    print(len(r) - len(q), q + r, bool(q), bool(deque()))
    q.rotate(1)
    print(q)
    q.rotate(-2)
    print(q, list(reversed(q)), sorted(q), max(q), sum(q))
    q += [1, 2]
    print(q, [x * 2 for x in q])
    q.clear()
    print(q, len(q))
    seen = deque([(0, "a")])
    while seen:
        n, name = seen.popleft()
        if n < 3:
            seen.append((n + 1, name + "x"))
        print(n, name)
    last = deque(maxlen=3)
    for i in range(10):
        last.append(i * i)
    print(last, sum(last) / len(last))


main()
