import random

for n, size in ((0, 1), (1, 1), (255, 1), (256, 2), (65535, 4), (2**64, 9), (10**30, 16), (0, 0)):
    print(n.to_bytes(size, "big"), n.to_bytes(size, "little"), int.from_bytes(n.to_bytes(size, "big"), "big") == n)
for n in (0, 1, -1, 127, -128, 300, -32768, -(2**70)):
    data = n.to_bytes(10, "big", signed=True)
    print(data, int.from_bytes(data, "big", signed=True), n.to_bytes(10, byteorder="little", signed=True).hex())


def attempt(n: int, size: int, order: str, signed: bool) -> None:
    try:
        print(n.to_bytes(size, order, signed=signed))
    except (OverflowError, ValueError) as error:
        print(type(error).__name__, error)


attempt(256, 1, "big", False)
attempt(-1, 1, "big", False)
attempt(128, 1, "big", True)
attempt(-129, 1, "big", True)
attempt(-128, 1, "big", True)
attempt(1, -1, "big", False)
attempt(-1, -1, "middle", False)
attempt(-1, 0, "little", True)
attempt(-2, 0, "little", True)
attempt(True, 2, "little", False)
print((65).to_bytes(), (65).to_bytes(2), (1000).to_bytes(length=3, byteorder="little"), True.to_bytes(1, "big"))
print(int.from_bytes(b"\x01\x02\x03", "big"), int.from_bytes(b"\x01\x02\x03", byteorder="little"), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes(b""))
print(int.from_bytes([1, 0], "big"), int.from_bytes((255,), "little", signed=True), int.from_bytes(range(3), "big"), int.from_bytes(b"ab"))
try:
    int.from_bytes([1, 256], "big")
except ValueError as error:
    print(error)
value = int.from_bytes(b"\x10" * 8, "big") + 1
print(value, value * value)
for digits in (b"42", b" -1_000\n", b"zz", b"", b"\xff", b"1.5", b"\x1c5", b"1 2"):
    try:
        print(int(digits))
    except ValueError as error:
        print(error)
    try:
        print(float(digits))
    except ValueError as error:
        print(error)
print(int(b"ff", 16), int(b"0b101", 0), int(b"z", base=36), float(b"1e3"), float(b" inf "), max(map(int, b"3 20 1".split())))
random.seed(11)
print(random.randbytes(5), random.Random(3).randbytes(9).hex(), random.randbytes(0))
