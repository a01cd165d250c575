def collect(item, bag=[]):
    bag.append(item)
    return bag


print(collect(1))
print(collect(2))
print(collect(3, [0]))
print(collect(4))
