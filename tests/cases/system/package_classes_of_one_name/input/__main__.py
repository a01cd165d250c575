import a
import b
from a import Node as A
from b import Node as B

xs = [A(1), B("x")]
for x in xs:
    if isinstance(x, A):
        print("A", x.v)
    elif isinstance(x, b.Node):
        print("B", x.w)
    print(x.show())
try:
    b.fail(3)
except a.Error as e:
    print("a", e)
except b.Error as e:
    print("b", e)
try:
    raise a.Error("mine")
except b.Error:
    print("wrong")
except a.Error as e:
    print("right", e)
raise b.Error("last")
