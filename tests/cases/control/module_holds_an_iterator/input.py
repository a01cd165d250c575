it = iter([1, 2, 3, 4, 5, 6])
for x in it:
    if x == 2:
        print("skip", next(it))
    else:
        print(x)
lines = iter("a\nb\n\nc".split("\n"))
def para():
    out = []
    for l in lines:
        if not l: break
        out.append(l)
    return out
print(para(), para(), para())

