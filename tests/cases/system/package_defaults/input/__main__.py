from lib1 import add, opts
import lib1

print(add(1), lib1.add(2), opts(1, 2, 3), opts(1, sep="+", z=1, b=2))
fs = [lib1.add, opts]
print(len(fs))
