class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]
        self.n, self.m = len(rows), len(rows[0])
    def __matmul__(self, o):
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def __add__(self, o):
        if isinstance(o, Matrix):
            return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, o.rows)])
        return Matrix([[a + o for a in r] for r in self.rows])
    __radd__ = __add__
    def __getitem__(self, ij):
        i, j = ij
        return self.rows[i][j]
    def __setitem__(self, ij, v):
        i, j = ij
        self.rows[i][j] = v
    def __eq__(self, o):
        return isinstance(o, Matrix) and self.rows == o.rows
    def __str__(self):
        return "\n".join(" ".join(f"{x:3}" for x in r) for r in self.rows)
    def transpose(self):
        return Matrix(list(zip(*self.rows)))
a = Matrix([[1, 2], [3, 4]])
b = Matrix([[0, 1], [1, 0]])
print(a @ b)
print(a + b)
print(a + 1)
print(1 + a)
a[0, 1] = 9
print(a[0, 1], a == b, a.transpose())
