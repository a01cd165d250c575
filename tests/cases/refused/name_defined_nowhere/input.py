def process(items):
    total = 0
    for i in items:
        total += i
    result = totl
    return total
print(process([1, 2]))
