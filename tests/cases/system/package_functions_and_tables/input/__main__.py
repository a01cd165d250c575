from a import b
from a.b import fib, TABLE, gen
import a.b as ab
import a.b

print(fib(30), b.area(2), TABLE[3], list(gen(2)), ab.PRIMES, a.b.fib(10), ab.apply(max, 1, 5))
ab.PRIMES.append(7)
print(b.PRIMES, sum(gen(4)))
print([b.fib(i) for i in range(5)], sorted(ab.TABLE.items(), key=lambda kv: -kv[1]))
