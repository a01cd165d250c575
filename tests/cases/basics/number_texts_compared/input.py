def f(x):
    return str(x)
print(f(5) == hex(-256), hex(-256) == f(3), hex(10), hex(255) == '0xff', f(5) == oct(8), bin(5) == '0b101', f(1) < hex(3))
s = {x: None for x in 'abc'}
print(s, [0 for x in range(3)], list(map(lambda q: 1, [1, 2])))
def main(a, b):
    return a + b
print(main(1, 2), main('a', 'b'), main(1.5, 2))
