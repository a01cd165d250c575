text = "naïve café €5 😀"
print(text.encode(), text.encode("utf-8"), len(text.encode("UTF8")), text.encode(encoding="utf_8").decode() == text)
print("plain".encode("ascii"), "café".encode("latin-1"), "café".encode("iso-8859-1", "strict"), bytes("é", "utf-8"), bytes("é", encoding="latin1"))
print(text.encode("ascii", "ignore"), text.encode("ascii", "replace"), text.encode("latin-1", errors="backslashreplace"), text.encode("ascii", "xmlcharrefreplace"))
for word in ("é", "ab€€c", "😀x", "x\x80\x81"):
    try:
        word.encode("ascii")
    except UnicodeEncodeError as error:
        print(error)
    try:
        print(word.encode("latin-1"))
    except UnicodeEncodeError as error:
        print(error)
for data in (
    b"plain", b"caf\xc3\xa9", b"\xff", b"a\xc3", b"a\xe2\x82", b"\xe2\x82(", b"\xe0\x80\x80", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80!", b"\xf0\x9f\x98", b"\xf5\x80",
    b"\xc0\xaf", b"ok\x80\x81", b"\xf4\x90\x80\x80", b"x\xc3\x28y\xe2\x28\xa1",
):  # fmt: skip
    try:
        print(data.decode())
    except UnicodeDecodeError as error:
        print(error)
    try:
        print(data.decode("ascii"))
    except ValueError as error:
        print(error)
    print(ascii(data.decode("latin-1")), ascii(data.decode("utf-8", "replace")), ascii(data.decode(errors="ignore")), ascii(data.decode("ascii", "backslashreplace")), ascii(data.decode(encoding="utf-8", errors="backslashreplace")))
print(str(b"caf\xc3\xa9", "utf-8"), str(b"\xe9", encoding="latin-1"), str(b"a\xff", "ascii", "replace"), str(b"caf"))


def convert(data: bytes, encoding: str, errors: str) -> str:
    try:
        return data.decode(encoding, errors)
    except (UnicodeDecodeError, LookupError) as error:
        return f"{type(error).__name__}: {error}"


print(convert(b"\xe9", "latin_1", "strict"), convert(b"\xe9", "ASCII", "strict"), convert(b"\xe9", "U8", "strict"), convert(b"\xe9", "utf 8", "ignore"))
