from decos import memo
from other import sq
@memo
def cube(x): return x ** 3
print(sq(2), cube(2), cube(3))
