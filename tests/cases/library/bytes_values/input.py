def attempt(n: int) -> None:
    data = b"abc"
    try:
        print(data[n])
    except IndexError as error:
        print(error)
    try:
        print(bytes(n))
    except ValueError as error:
        print(error)
    try:
        print(bytes([n, 255]))
    except ValueError as error:
        print(error)
    try:
        print(n in data)
    except ValueError as error:
        print(error)


def holds(data: bytes, number: int) -> bool:
    return number in data


for byte in (98, 300, -1):
    try:
        print(holds(b"abc", byte), byte not in b"abc")
    except ValueError as error:
        print(error)
for number in (0, 2, -3, 3, 97, 256):
    attempt(number)
print(b"", b"plain", b"it's", b'"', b"'\"", b"\t\n\r\\\x00\x7f\x80\xff ~", repr(b"r"), str(b"s"), f"{b'f'} {b'g'!r}")
b = bytes(range(250, 256)) + b"tail"
print(b, len(b), b[0], b[-1], b[2:5], b[:-4], b[3:], b[::-1], b[::3], b[5:1:-2], b[9:2], b[:])
print(bytes(), bytes(3), bytes([1, 2, 3]), bytes(x * x for x in range(5)), bytes((9, 1)), bytes(b), bytes({7}))
print(b"ab" * 3, 2 * b"xy", b"ab" * -1, b"ab" * True, b"" * 5)
print(b"bc" in b"abcd", b"bd" in b"abcd", b"" in b"", 97 in b"abc", 0 not in b"abc")
print(b"a" < b"b", b"a" <= b"a", b"ab" > b"b", b"a" == b"a", b"a" != b"b", b"a" == "a", b"\xff" > b"a", b"" < b"\x00")
print(list(b"hey"), tuple(b"hey"), sorted(b"hey"), max(b"hey"), min(b"hey"), sum(b"hey"), set(b"hehe") == {104, 101})
print([c ^ 32 for c in b"hey"], bytes(c ^ 32 for c in b"hey"), bytes(map(lambda c: c + 1, b"HAL")))
print(list(enumerate(b"ab")), list(zip(b"ab", b"cd")), list(reversed(b"abc")), any(b"\x00\x00"), all(b"ab"))
first, second, *rest = b"wxyz"
print(first, second, rest)
print(*b"ab", bool(b""), bool(b"\x00"), not b"", isinstance(b, bytes), type(b).__name__)
mixed = bytes(x ^ y for x, y in zip(b"key!", b"text"))
print(mixed, bytes(x ^ y for x, y in zip(mixed, b"text")))
grown = b""
for i in range(5):
    grown += bytes([65 + i])
print(grown)
total = 0
for value in b"checksum":
    total = (total * 31 + value) % 65521
print(total)
i = 0
while i < len(grown):
    if grown[i] == ord("C"):
        break
    i += 1
print(i, grown[i : i + 2])
match grown[:1]:
    case b"A":
        print("an A")
    case _:
        print("something else")
for start in (None, 1, -2):
    print(b"window"[start:], b"window"[:start])
