import models
class A(models.A):
    def get(self): return super().get() + 1
class B(A): pass
print(A().get(), B().get(), models.A().get(), isinstance(B(), models.A), type(B()).__name__)
xs = [A(), models.A(), B()]
print([x.get() for x in xs], [isinstance(x, A) for x in xs])
