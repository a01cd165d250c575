b = b"hello world, hello"
print(b.find(b"hello"), b.find(b"hello", 1), b.find(b"lo", 4, 8), b.find(b"z"), b.find(111), b.find(b"", 18), b.find(b"", 19), b.find(b"o", None, 4), b.find(b"o", -6, None))
print(b.rfind(b"hello"), b.rfind(b"o", 0, 6), b.rfind(b""), b.rfind(104, 1), b.index(b"wor"), b.index(108, 4), b.rindex(b"l"), b.rindex(b"l", 0, 4))
print(b.count(b"l"), b.count(b"ll"), b.count(b""), b.count(108, 4), b.count(b"l", 4, 10), b.count(b"", 20), b"aaaa".count(b"aa"))
for missing in (b"z", b"hellohello"):
    try:
        b.index(missing)
    except ValueError as error:
        print(error)
for number in (-1, 256, 122):
    try:
        print(b.rindex(number))
    except ValueError as error:
        print(error)
print(b.startswith(b"he"), b.startswith((b"x", b"hel")), b.startswith(b"lo", 3), b.startswith(b"lo", 3, 4), b.endswith(b"lo"), b.endswith((b"a", b"o"), 0, 5), b.startswith(b"", 30))
print(b" a  b c ".split(), b" a  b c ".split(None, 1), b" a  b c ".rsplit(None, 1), b" a  b c ".split(maxsplit=0), b"".split(), b"  ".rsplit())
print(b"a,b,,c".split(b","), b"a,b,,c".split(b",", 1), b"a,b,,c".rsplit(b",", 2), b"".split(b","), b"axxbxxc".split(sep=b"xx", maxsplit=-1), b"aaa".rsplit(b"aa"))
print(b"a\nb\r\nc\rd\x0be\n".splitlines(), b"a\nb\r\n\nc".splitlines(True), b"".splitlines(), b"\n".splitlines(keepends=True))
print(b", ".join([b"a", b"b", b"c"]), b"".join(bytes([n]) for n in range(3)), b"-".join((b"x",)), b"-".join([]))
print(b"banana".replace(b"an", b"AN"), b"banana".replace(b"a", b"", 2), b"ab".replace(b"", b"-"), b"ab".replace(b"", b"-", 2), b"".replace(b"", b"x"), b"ab".replace(b"", b"-", 0))
print(b"  x ".strip(), b"  x ".lstrip(), b"  x ".rstrip(), b"xxaxx".strip(b"x"), b"abcba".lstrip(b"ab"), b"abcba".rstrip(b"ab"), b" \t".strip(), b" x ".strip(None))
print(b"k=v=w".partition(b"="), b"k=v=w".rpartition(b"="), b"kv".partition(b"="), b"kv".rpartition(b"="))
print(b"prefix".removeprefix(b"pre"), b"prefix".removesuffix(b"fix"), b"prefix".removeprefix(b"x"))
print(b"Hello wORLD 1st".upper(), b"Hello wORLD".lower(), b"hELLO world's 1st\xe9a".title(), b"hELLO".capitalize(), b"Hello\xe9".swapcase(), b"".capitalize())
for data in (b"abc", b"ABC", b"Abc Def", b"a1", b"12", b" \t\n", b"", b"\xe9", b"aB", b"1a", b"A1b"):
    print(data, data.isalnum(), data.isalpha(), data.isascii(), data.isdigit(), data.islower(), data.isspace(), data.istitle(), data.isupper())
print(b"ab".center(7), b"abc".center(6, b"*"), b"ab".center(5, b"."), b"ab".ljust(5, b"."), b"ab".rjust(5), b"ab".rjust(1), b"42".zfill(5), b"-42".zfill(5), b"+4".zfill(2), b"".zfill(2))
print(b"a\tbc\td\n\te".expandtabs(), b"a\tb".expandtabs(4), b"a\tb".expandtabs(tabsize=0))
table = bytes.maketrans(b"abc", b"xyz")
print(b"aabbccdd".translate(table), b"aabbccdd".translate(table, b"d"), b"aabbcc".translate(None, b"b"), b"abc".translate(None, delete=b"ac"), len(table))
print(b"\x00\xffabc".hex(), b"abcde".hex(":"), b"abcde".hex("-", 2), b"abcde".hex("_", -2), b"abc".hex(sep=".", bytes_per_sep=0), b"".hex())
print(bytes.fromhex("00ff 61\t62"), bytes.fromhex(""), bytes.fromhex("DEADbeef"))
for text in ("abc", "a b", "zz", "00 é", "0"):
    try:
        bytes.fromhex(text)
    except ValueError as error:
        print(error)


def attempts(part: bytes) -> None:
    try:
        b"abc".split(part)
    except ValueError as error:
        print(error)
    try:
        b"abc".rpartition(part)
    except ValueError as error:
        print(error)
    try:
        b"abc".center(9, part)
    except TypeError as error:
        print(error)
    try:
        b"abc".translate(part)
    except ValueError as error:
        print(error)
    try:
        bytes.maketrans(part, b"ab")
    except ValueError as error:
        print(error)


attempts(b"")
attempts(b"xyz")
for sep in ("", "é", ":"):
    try:
        print(b"abc".hex(sep))
    except ValueError as error:
        print(error)
