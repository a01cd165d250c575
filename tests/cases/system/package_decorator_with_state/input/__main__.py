import decos
from decos import counted
@counted
def f(x): return x
f(1); f(2)
print(decos.count)
