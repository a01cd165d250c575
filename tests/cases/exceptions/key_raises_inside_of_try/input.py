def num(w):
    return int(w)
def by(ws):
    return sorted(ws, key=num, reverse=True)
for ws in (["3", "10", "2"], ["1", "x"], []):
    try:
        print(by(ws), max(ws, key=lambda w: int(w)), min(ws, key=num))
    except ValueError as e:
        print("bad", e)
xs = ["3", "b", "1"]
try:
    xs.sort(key=num)
except ValueError as e:
    print(e, xs)
ys = ["12", "7"]
zs = ys
try:
    ys.sort(key=int)
    print(ys, zs)
except ValueError:
    pass

