class A:
    def __neg__(self): return 1
class B(A):
    def __neg__(self): return 2
for o in [A(), B()]:
    print(-o)
