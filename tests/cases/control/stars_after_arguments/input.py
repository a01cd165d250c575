def table(head, rows):
    return [max(len(x) for x in col) for col in zip(head, *rows)]
print(table(["a", "bb"], [["ccc", "d"]]), table(["a"], []))
print(list(zip([1, 2], *[[3, 4], [5, 6, 7]])))
xs = [3, 9]
print(max(1, 2, *xs), min(5, 4, *[]))
edges = [(1, 2), (2, 3), (4, 5)]
groups = []
for u, v in edges:
    hit = [g for g in groups if u in g or v in g]
    groups = [g for g in groups if g not in hit] + [{u, v}.union(*hit)]
print(groups)
