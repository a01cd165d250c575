xs = [[1, 2], [3]]
print(xs.index([3]), xs.count([1, 2]), [3] in xs)
xs.remove([3])
print(xs)
