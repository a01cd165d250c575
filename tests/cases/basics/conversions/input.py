for text in ["12", " -7 ", "1_000", "0x1f", "1.5", "", "²"]:
    try:
        print(repr(text), int(text))
    except ValueError as error:
        print(error)
for text in ["1.5", "1e400", "-inf", "nan", " 2 ", "1_0.5", "x"]:
    try:
        print(float(text))
    except ValueError as error:
        print(error)
print(int("ff", 16), int("0b101", 0), bin(10), hex(255), oct(8), str(1.0), str(10**20))
print(list("abc"), tuple([1]), dict([(1, 2)]), set("a"), bool("0"), abs(-3), pow(3, 4, 5), divmod(7.5, 2))
print(int(1e20), float(2**70), round(0.5), round(1.5), round(-1.25, 1), 10**22 / 7)
