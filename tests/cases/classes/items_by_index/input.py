class Matrix:
    def __init__(self, data):
        self.data = data

    def __getitem__(self, i):
        return self.data[i]

    def __setitem__(self, i, v):
        self.data[i] = v

    def __len__(self):
        return len(self.data)

    def transpose(self):
        return Matrix([list(r) for r in zip(*self.data)])

    def rotate(self):
        return Matrix([list(r) for r in zip(*self.data[::-1])])

    def __str__(self):
        return "\n".join(" ".join(f"{x:>3}" for x in row) for row in self.data)


m = Matrix([[1, 2, 3], [4, 5, 6]])
m[0][1] = 20
m[1] = [7, 8, 9]
print(m)
print(m.transpose())
print(m.rotate(), len(m), m[0][-1], sum(m[0]))
for row in m:
    print(row, sum(row))
m[0].append(4)
print(m.data)
