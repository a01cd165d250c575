x = "outer"
squares = [x * x for x in range(4)]
print(x, squares)
pairs = [(i, j) for i in range(3) for j in range(i) if (i + j) % 2]
print(pairs)
print(sum(n for n in range(10) if n % 3 == 0), max((len(w) for w in ["a", "abc"]), default=0))
print({k: v for v, k in enumerate("abc")}, sorted({c.lower() for c in "AbBa"}))
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], list(zip(*matrix)))
