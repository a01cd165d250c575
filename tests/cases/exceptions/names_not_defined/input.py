x = 1
def f():
    x = 2
    def g():
        nonlocal x
        x += 1
        return x
    return g() + x
print(f(), x)
def h():
    global x
    x += 5
    return [x for x in range(3)], x
print(h(), x)
class A:
    x = 10
    def get(self): return x, self.x, A.x
print(A().get())
for x in range(2): pass
print(x)
def k():
    try:
        print(y)
    except UnboundLocalError as e: print("unbound")
    y = 1
k()
if False: z = 1
try: print(z)
except NameError as e: print(e)
