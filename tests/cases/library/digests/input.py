"""Digests and encodings of bytes."""

import base64
import binascii
import hashlib
import zlib
from hashlib import sha256


def fingerprint(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


def mine(secret: str, zeros: int) -> int:
    n = 0
    while not fingerprint(f"{secret}{n}").startswith("0" * zeros):
        n += 1
    return n


print(fingerprint(""), fingerprint("abc"), mine("abcdef", 2))
h = sha256()
h.update(b"hello ")
other = h.copy()
same = h
same.update(b"world")
print(h.hexdigest(), other.hexdigest(), h.name, h.digest_size, h.block_size)
print(hashlib.sha1(b"abc").digest(), hashlib.sha512("é".encode()).hexdigest()[:20], hashlib.sha384(b"").hexdigest()[-8:])
print([hashlib.sha224(word.encode()).hexdigest()[:8] for word in ("a", "bc")], int(hashlib.md5(b"x").hexdigest(), 16) % 1000)
raw = bytes(range(250, 256)) + b"text?>"
print(base64.b64encode(raw), base64.urlsafe_b64encode(raw).decode(), base64.b16encode(raw))
print(base64.b64decode("aGVsbG8="), base64.b64decode(b"aGVs\nbG8="), base64.urlsafe_b64decode("-v8="))
print(binascii.hexlify(raw), binascii.unhexlify("00ff"), zlib.crc32(raw), binascii.crc32(b""), zlib.adler32(raw))
for text in ("abc", "abcde", "é"):
    try:
        print(base64.b64decode(text))
    except ValueError as error:
        print(error)
try:
    print(binascii.unhexlify("0g"))
except ValueError as error:
    print(error)


class Store:
    def __init__(self) -> None:
        self.seen = hashlib.sha1()
        self.parts: dict[str, str] = {}

    def put(self, data: bytes) -> None:
        self.seen.update(data)
        self.parts[hashlib.sha1(data).hexdigest()] = self.seen.hexdigest()


store = Store()
store.put(b"one")
store.put(b"two")
print(store.parts)
