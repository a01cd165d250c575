items = [1, 2, 3, 4]
for item in items:
    if item == 2:
        items.remove(item)
print(items)
queue = [3]
for item in queue:
    if item > 0:
        queue.append(item - 1)
print(queue)
