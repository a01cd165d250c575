xs = list(range(10))
print(xs[2:5], xs[-3:], xs[::-2], xs[8:2:-2], xs[20:], xs[:-20])
xs[2:4] = [20, 30, 40]
print(xs)
del xs[::3]
print(xs)
xs[::2] = [0] * len(xs[::2])
print(xs, xs.index(0), xs.count(0))
text = "日本語テキスト"
print(text[1:4], text[::-1], text[-2:], text[10:])
print((1, 2, 3)[1:], "abc"[5:] == "", [1, 2, 3].pop(0), xs.insert(-1, 7), xs)
