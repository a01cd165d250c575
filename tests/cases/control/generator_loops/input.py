def naturals():
    n = 0
    while True:
        yield n
        n += 1


def noisy(n):
    for i in range(n):
        print("making", i)
        yield i


for x in naturals():
    if x > 3:
        break
    print(x)
for x in noisy(2):
    print("got", x)
def outer(n):
    for x in noisy(n):
        yield x
for y in outer(2):
    print(y)
