actions = []
for name in ["a", "b"]:
    actions.append(lambda name=name: print("do", name))
for act in actions: act()
table = {}
for k in range(3):
    table[k] = lambda x, k=k: x * k
print([table[i](10) for i in range(3)])
fs = [lambda x, i=i: x + i for i in range(3)]
print([f(1) for f in fs])
def run():
    out = []
    for i in range(3):
        out.append(lambda x, i=i: x - i)
    return [f(10) for f in out]
print(run())

