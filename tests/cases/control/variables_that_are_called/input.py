def outer(n):
    def helper(x):
        return x + n
    fs = [helper, lambda x: x * n]
    for helper2 in fs:
        n2 = helper2(1)
    return n2, helper(1)
def helper2(x):
    return -x
print(outer(3), helper2(4))
class A:
    def __init__(self, op):
        self.op = op
    def apply(self, a, b):
        op = self.op
        return op(a, b)
def op(a, b):
    return a - b
print(A(lambda a, b: a + b).apply(1, 2), A(op).apply(1, 2), op(5, 3))
