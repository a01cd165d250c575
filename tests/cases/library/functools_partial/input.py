from functools import partial
f=partial(pow,2); print(f(5)); g=partial(int,base=2); print(g("101")); h=partial(print,"a",sep="-"); h("b")

from functools import partial
fs=[partial(lambda a,b:a+b,i) for i in range(3)]; print([f(10) for f in fs]); print(list(map(partial(max,3),[1,5])))

from functools import partial
def add(a,b,c=0): return a+b+c
f=partial(add,1,c=5)
print(f(2), sorted([1,2,3],key=partial(add,-5)), list(map(partial(add,3),[1,2])))

from functools import partial
def power(base, exp): return base ** exp
square = partial(power, exp=2)
cube = partial(power, exp=3)
print(square(5), cube(3), [f(2) for f in (square, cube)], list(map(square, [1, 2, 3])))

from functools import partial
def log(level, msg): print(f"[{level}] {msg}")
info = partial(log, "INFO"); warn = partial(log, "WARN")
info("a"); warn("b")
for f in (info, warn): f("x")

