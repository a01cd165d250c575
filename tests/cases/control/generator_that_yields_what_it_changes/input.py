def gen():
    buf = []
    for i in range(3):
        buf.append(i)
        yield buf
print([list(g) for g in gen()])
def rows(n):
    row = [1]
    for _ in range(n):
        yield row
        row.append(row[-1] * 2)
for r in rows(3):
    print(r)
