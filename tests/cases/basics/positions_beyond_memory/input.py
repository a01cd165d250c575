xs = [1, 2, 3]
s = "abc"
print(xs[1000000000000:], s[:1000000000000], xs[-1000000000000:2], s * 1, xs[:3000000000])
try:
    print(xs[1000000000000])
except IndexError as e:
    print(e)
try:
    print(xs.pop(5000000000))
except IndexError as e:
    print(e)
xs.insert(9000000000, 4)
print(xs, s.find("b", 4000000000), s.ljust(3), xs.index(2, 0, 9000000000))
