"""The type `bytes`, and what makes ints and text of it."""

from portalis.primitives.table import row

row("builtins.bytes() -> bytes", "Bytes::default()")
row("builtins.bytes(int) -> bytes", "~zero_bytes({0:i})")
row("builtins.bytes(bytes) -> bytes", "{0:o}")
row("builtins.bytes(str, encoding: str) -> bytes", '~encode_text({0:s}, {1:s}, "strict")')
row("builtins.bytes(str, encoding: str, errors: str) -> bytes", "~encode_text({0:s}, {1:s}, {2:s})")
row("builtins.bytes(iterable[int]) -> bytes", "~bytes_of({0:t})")
row("bytes.fromhex(str) -> bytes", "~bytes_from_hex({0:s})")
row("bytes.maketrans(bytes, bytes) -> bytes", "~make_trans_bytes({0:r}, {1:r})")
row("bytes.hex(bytes) -> str", "bytes_hex({0:r})")
row("bytes.hex(bytes, sep: str) -> str", "~bytes_hex_by({0:r}, {1:s}, 1)")
row("bytes.hex(bytes, sep: str, bytes_per_sep: int) -> str", "~bytes_hex_by({0:r}, {1:s}, {2:i})")

row("bytes.@in(int, bytes) -> bool", "{1:v}.~has_byte({0:n})")
row("int.of_bytes(bytes) -> int", "~int_of_bytes({0:r}, 10)")
row("int.of_bytes(bytes, int) -> int", "~int_of_bytes({0:r}, {1:i})")
row("float.of_bytes(bytes) -> float", "~float_of_bytes({0:r})")

row("str.encode(str) -> bytes", "encode_utf8({0:s})")
row("str.encode(str, encoding: str) -> bytes", '~encode_text({0:s}, {1:s}, "strict")')
row("str.encode(str, encoding: str, errors: str) -> bytes", "~encode_text({0:s}, {1:s}, {2:s})")
row("str.encode(str, errors: str) -> bytes", '~encode_text({0:s}, "utf-8", {1:s})')
row("bytes.decode(bytes) -> str", '~decode_bytes({0:r}, "utf-8", "strict")')
row("bytes.decode(bytes, encoding: str) -> str", '~decode_bytes({0:r}, {1:s}, "strict")')
row("bytes.decode(bytes, encoding: str, errors: str) -> str", "~decode_bytes({0:r}, {1:s}, {2:s})")
row("bytes.decode(bytes, errors: str) -> str", '~decode_bytes({0:r}, "utf-8", {1:s})')

_BOUNDS = (
    ("", "0, i64::MAX"), (", int", "{2:i}, i64::MAX"), (", int, int", "{2:i}, {3:i}"), (", None, int", "0, {3:i}"),
    (", int, None", "{2:i}, i64::MAX"), (", None", "0, i64::MAX"), (", None, None", "0, i64::MAX"),
)  # fmt: skip
for params, places in _BOUNDS:
    for part, given in (("bytes", "{1:r}"), ("int", "&~one_byte({1:n})")):
        for name, result in (
            ("find", "signed"),
            ("rfind", "signed"),
            ("index", "index"),
            ("rindex", "index"),
            ("count", "index"),
        ):
            rust = f"{'~' if name.endswith('index') else ''}{name}_bytes"
            row(f"bytes.{name}(bytes, {part}{params}) -> {result}", "{0:v}." + f"{rust}({given}, {places})")
    for side in ("starts", "ends"):
        row(f"bytes.{side}with(bytes, bytes{params}) -> bool", "{0:v}." + f"{side}_bytes({{1:r}}, {places})")
        each = "{1:v}.iter().any(|part| {0:v}." + f"{side}_bytes(part, {places}))"
        row(f"bytes.{side}with(bytes, vtuple[bytes]{params}) -> bool", each)

for name in ("split", "rsplit"):
    row(f"bytes.{name}(bytes) -> list[bytes]", "{0:v}." + f"{name}_bytes_at_space(-1)")
    row(f"bytes.{name}(bytes, sep: None) -> list[bytes]", "{0:v}." + f"{name}_bytes_at_space(-1)")
    row(f"bytes.{name}(bytes, sep: None, maxsplit: int) -> list[bytes]", "{0:v}." + f"{name}_bytes_at_space({{2:i}})")
    row(f"bytes.{name}(bytes, maxsplit: int) -> list[bytes]", "{0:v}." + f"{name}_bytes_at_space({{1:i}})")
    row(f"bytes.{name}(bytes, sep: bytes) -> list[bytes]", "{0:v}." + f"~{name}_bytes({{1:r}}, -1)")
    row(f"bytes.{name}(bytes, sep: bytes, maxsplit: int) -> list[bytes]", "{0:v}." + f"~{name}_bytes({{1:r}}, {{2:i}})")
row("bytes.splitlines(bytes) -> list[bytes]", "{0:v}.split_bytes_lines(false)")
row("bytes.splitlines(bytes, keepends: bool) -> list[bytes]", "{0:v}.split_bytes_lines({1:v})")
row("bytes.join(bytes, iterable[bytes]) -> bytes", "{0:v}.join_bytes({1:t})")
row("bytes.join(bytes, iterable[None]) -> bytes", "~join_no_bytes({0:r}, {1:t})")
row("bytes.replace(bytes, bytes, bytes) -> bytes", "{0:v}.replace_bytes({1:r}, {2:r}, -1)")
row("bytes.replace(bytes, bytes, bytes, int) -> bytes", "{0:v}.replace_bytes({1:r}, {2:r}, {3:i})")
for side, ends in (("", "true, true"), ("l", "true, false"), ("r", "false, true")):
    row(f"bytes.{side}strip(bytes) -> bytes", "{0:v}." + f"strip_bytes({ends})")
    row(f"bytes.{side}strip(bytes, None) -> bytes", "{0:v}." + f"strip_bytes({ends})")
    row(f"bytes.{side}strip(bytes, bytes) -> bytes", "{0:v}." + f"strip_bytes_of({{1:r}}, {ends})")
for side in ("partition", "rpartition"):
    row(f"bytes.{side}(bytes, bytes) -> tuple[bytes, bytes, bytes]", "{0:v}." + f"~{side}_bytes({{1:r}})")
row("bytes.removeprefix(bytes, bytes) -> bytes", "{0:v}.without_prefix_bytes({1:r})")
row("bytes.removesuffix(bytes, bytes) -> bytes", "{0:v}.without_suffix_bytes({1:r})")
for name in ("upper", "lower", "title", "capitalize", "swapcase"):
    row(f"bytes.{name}(bytes) -> bytes", "{0:v}." + f"{name}_bytes()")
for name in ("alnum", "alpha", "ascii", "digit", "lower", "space", "title", "upper"):
    row(f"bytes.is{name}(bytes) -> bool", "{0:v}." + f"is_{name}_bytes()")
for name in ("center", "ljust", "rjust"):
    row(f"bytes.{name}(bytes, int) -> bytes", "{0:v}." + f"~{name}_bytes({{1:i}}, &[32])")
    row(f"bytes.{name}(bytes, int, bytes) -> bytes", "{0:v}." + f"~{name}_bytes({{1:i}}, {{2:r}})")
row("bytes.zfill(bytes, int) -> bytes", "{0:v}.zfill_bytes({1:i})")
row("bytes.expandtabs(bytes) -> bytes", "{0:v}.expand_tabs_bytes(8)")
row("bytes.expandtabs(bytes, tabsize: int) -> bytes", "{0:v}.expand_tabs_bytes({1:i})")
row("bytes.translate(bytes, bytes) -> bytes", "{0:v}.~translate_bytes({1:r}, &[])")
row("bytes.translate(bytes, bytes, delete: bytes) -> bytes", "{0:v}.~translate_bytes({1:r}, {2:r})")
row("bytes.translate(bytes, None, delete: bytes) -> bytes", "{0:v}.without_bytes({2:r})")

for sized in (True, False):
    for with_order in (True, False):
        for signed in (True, False):
            given_names = ["length: int"] * sized + ["byteorder: str"] * with_order + ["signed: bool"] * signed
            holes = iter(range(1, 4))
            length = f"{{{next(holes)}:i}}" if sized else "1"
            order = f"{{{next(holes)}:s}}" if with_order else '"big"'
            sign = f"{{{next(holes)}:v}}" if signed else "false"
            row(
                f"int.to_bytes({', '.join(['int', *given_names])}) -> bytes",
                f"~int_to_bytes({{0:n}}, {length}, {order}, {sign})",
            )
            if not sized:
                result = "int" if signed else "nat"
                for given, bytes_ in (("bytes", "{0:r}"), ("iterable[int]", "&~bytes_of({0:t})")):
                    row(
                        f"int.from_bytes({', '.join([given, *given_names])}) -> {result}",
                        f"~int_from_bytes({bytes_}, {order}, {sign})",
                    )
