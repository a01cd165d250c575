def first_divisor(n):
    for candidate in range(2, n):
        if n % candidate == 0:
            break
    else:
        return None
    return candidate


for n in range(2, 10):
    print(n, first_divisor(n))
count = 10
while True:
    count -= 3
    if count < 0:
        break
    if count % 2:
        continue
    print("even", count)
for i in range(3):
    pass
print(i)
