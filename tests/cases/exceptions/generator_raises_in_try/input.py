def g(xs):
    for x in xs:
        yield 10 // x
it = g([1, 0])
try:
    for x in it:
        print(x)
except ZeroDivisionError:
    print("zero")
