def main() -> None:
    state = 12345
    s: set[int] = set()
    t: set[int] = set()
    for step in range(2500):
        state = (state * 1103515245 + 12345) % 2147483648
        op = (state >> 8) % 17
        state = (state * 1103515245 + 12345) % 2147483648
        span = [10, 60, 600, 9000][(step // 500) % 4]
        v = (state >> 5) % span - span // 3
        if op <= 5:
            s.add(v)
        elif op <= 8:
            t.add(v * 7)
            t.add(v)
        elif op == 9:
            s.discard(v)
            t.discard(v)
        elif op == 10 and len(s) > 0:
            print("pop", s.pop())
        elif op == 11:
            u = s | t
            print(len(u), list(u)[:6])
        elif op == 12:
            u = s & t
            print(len(u), list(u)[:6])
        elif op == 13:
            u = s - t
            print(len(u), list(u)[:6])
        elif op == 14:
            u = s ^ t
            print(len(u), list(u)[:6])
        elif op == 15:
            which = (state >> 12) % 9
            if which == 0:
                s |= t
            elif which == 1:
                s -= t
            elif which == 2:
                s ^= t
            elif which == 3:
                s &= t
            elif which == 4:
                s.update([v, v + 1, v + 64, v - 3])
            elif which == 5:
                t.difference_update([v, v + 1, v + 2, v + 7])
            elif which == 6:
                t = s.copy()
            elif which == 7:
                t = set(s)
                s.clear()
            else:
                t = set([v, v * 3, v * 5, 8, 16])
        elif op == 16:
            print(list(s))
        print(list(s)[:4], list(t)[:4], len(s), len(t))


main()
