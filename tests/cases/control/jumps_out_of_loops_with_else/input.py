def f(xs, ys):
    for a in xs:
        for b in ys:
            if b == a:
                break
        else:
            continue
        print(a)
        break
    n = 0
    while n < 5:
        n += 1
        for b in ys:
            if b == n:
                print("hit", n)
                break
        else:
            if n == 3:
                break
            continue
    print(n)
f([1, 2, 3], [2, 3])
