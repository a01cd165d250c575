"""The modules hashlib, base64, binascii and zlib: what they make of bytes."""

from portalis.primitives.table import row

for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
    row(f"hashlib.{name}() -> HashObject", f"hash_{name}(&[])")
    row(f"hashlib.{name}(bytes) -> HashObject", f"hash_{name}({{0:r}})")
row("hashlib.HASH.update(HashObject, bytes) -> None", "{0:v}.update({1:r})")
row("hashlib.HASH.hexdigest(HashObject) -> str", "{0:v}.hexdigest()")
row("hashlib.HASH.digest(HashObject) -> bytes", "{0:v}.digest()")
row("hashlib.HASH.copy(HashObject) -> HashObject", "{0:v}.copy()")
row("hashlib.HASH.@name(HashObject) -> str", "{0:v}.algorithm_name()")
row("hashlib.HASH.@digest_size(HashObject) -> index", "{0:v}.digest_size()")
row("hashlib.HASH.@block_size(HashObject) -> index", "{0:v}.block_size()")

for name in ("b64encode", "standard_b64encode"):
    row(f"base64.{name}(bytes) -> bytes", "base64_encode({0:r})")
row("base64.urlsafe_b64encode(bytes) -> bytes", "base64_encode_urlsafe({0:r})")
row("base64.b16encode(bytes) -> bytes", "base16_encode({0:r})")
for name, rust in (("b64decode", ""), ("standard_b64decode", ""), ("urlsafe_b64decode", "_urlsafe")):
    row(f"base64.{name}(bytes) -> bytes", f"~base64_decode{rust}({{0:r}})")
    row(f"base64.{name}(str) -> bytes", f"~base64_decode{rust}_text({{0:r}})")
for name in ("hexlify", "b2a_hex"):
    row(f"binascii.{name}(bytes) -> bytes", "hexlify({0:r})")
for name in ("unhexlify", "a2b_hex"):
    row(f"binascii.{name}(bytes) -> bytes", "~unhexlify({0:r})")
    row(f"binascii.{name}(str) -> bytes", "~unhexlify_text({0:r})")
for module in ("binascii", "zlib"):
    row(f"{module}.crc32(bytes) -> index", "crc32({0:r}, 0)")
row("zlib.adler32(bytes) -> index", "adler32({0:r})")
