class A:
    n = 0


class B(A):
    pass


B.n = 5
A.n = 2
print(A.n, B.n)
