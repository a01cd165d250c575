import math


def parts(n: int) -> None:
    print(n.as_integer_ratio(), n.real, n.imag, n.numerator, n.denominator, n.conjugate(), n.bit_count())


parts(12)
parts(-(2**70))
print(True.bit_length(), True.real, True.numerator, False.as_integer_ratio(), (5).imag)
x = 2.75
print(x.real, x.imag, x.conjugate(), x.as_integer_ratio(), x.hex())

for text in (
    "0x1.8p+1", "-0x1p-1074", "0x.8", "  1.8P3\t", "+Inf", "-infinity", "0x1.fffffffffffff8p1023", "0x0p99999999999999999999",
    "0x1p1024", "0x1.fffffffffffff7p1023", "1p-1075", "0x1.8p-1075", "0x0.0000000000001p-1022", "0x1.00000000000008p0",
    "0x1.00000000000018p0", "0x1.000000000000080000000000000000000000001p0", "0x123456789abcdef0123456789abcdef0123456789p-99",
    "", "0x", "zz", "0x1.8p", "0x1.8p+1x", "1.2.3", "0x1p1024 junk",
):  # fmt: skip
    try:
        value = float.fromhex(text)
        print(repr(text), value, value.hex())
    except (ValueError, OverflowError) as error:
        print(repr(text), type(error).__name__, error)
print(math.isnan(float.fromhex("-NaN")), float.fromhex((0.1).hex()) == 0.1)
print(math.perm(5, None))
