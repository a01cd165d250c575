def f(s, n):
    return s == f"{n:03d}", s == f"{n}", f"a{n}b" < s, s == "%d" % n, s != "{}-{}".format(n, s), "a" < s, s < "b", f"{n}" == s, "x" == s


def g(a, b):
    t = str(a)
    return [t == f"{b}", f"{a}" == f"{b}", f"{a}" < f"{b}", "a" == "b", "a" < "b", t <= "zz", "zz" >= t, t == str(b), t in (f"{b}", "q"), f"{a}" < "q", "q" > f"{b:>3}" > "a", min(t, f"{b}")]


def h(xs, i):
    if xs[i] == f"k{i}" and f"k{i}" <= xs[0]:
        return xs.count(f"k{i}")
    return xs[0] < xs[1] < f"zz{i}"


print(f("007", 7), g(1, 2), g(3, 3), h(["k0", "a"], 0), h(["k0", "k1"], 1))
print(f"{3}" == "3", "3" == f"{3}")
