from decos import twice, logged as traced, section
import decos
@twice
def inc(x): return x + 1
@traced
def add(a, b=2): return a + b
@decos.repeat(3)
def hello(name):
    print("hello", name)
    return len(name)
class K:
    @traced
    def go(self, n):
        return n * 2
print(inc(3), add(1), hello("bo"), K().go(4), decos.CALLS)
with section("a") as s:
    print(s)
with decos.section("b"):
    print("in b")
