n = 10
n = n / 4
print(n)
key = 42
key = str(key)
print(key + "!")
items = []
items.append(1.5)
items.append(2)
print(items, sum(items))
table = {}
for i in range(3):
    table[i] = []
    table[i].append(i * i)
print(table, i)
value = None
if table:
    value = 3
if value is not None:
    print(value + 1)
