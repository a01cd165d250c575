"""Methods of `str`, and the builtins on characters."""

from portalis.primitives.table import row

for (
    name
) in "isalpha isdigit isdecimal isnumeric isalnum isspace isupper islower istitle isidentifier isprintable".split():
    row(f"str.{name}(str) -> bool", "{0:v}." + f"is_{name[2:]}()")
row("str.isascii(str) -> bool", "{0:v}.is_ascii()")
row("str.upper(str) -> str", "{0:v}.upper()")
row("str.lower(str) -> str", "{0:v}.lower()")
row("str.title(str) -> str", "{0:v}.title()")
row("str.capitalize(str) -> str", "{0:v}.capitalize()")
row("str.swapcase(str) -> str", "{0:v}.swapcase()")
row("str.casefold(str) -> str", "{0:v}.casefold()")
for side in ("", "l", "r"):
    row(f"str.{side}strip(str) -> str", "{0:v}." + f"{side}strip()")
    row(f"str.{side}strip(str, None) -> str", "{0:v}." + f"{side}strip()")
    row(f"str.{side}strip(str, str) -> str", "{0:v}." + f"{side}strip_chars({{1:s}})")
row("str.split(str) -> list[str]", "{0:v}.py_split()")
row("str.split(str, None) -> list[str]", "{0:v}.py_split()")
row("str.split(str, sep: None) -> list[str]", "{0:v}.py_split()")
row("str.split(str, sep: str) -> list[str]", "{0:v}.~split_on({1:s})")
row("str.split(str, sep: str, maxsplit: int) -> list[str]", "{0:v}.~split_on_n({1:s}, {2:i})")
row("str.split(str, sep: None, maxsplit: int) -> list[str]", "{0:v}.split_n({2:i})")
row("str.split(str, maxsplit: int) -> list[str]", "{0:v}.split_n({1:i})")
row("str.rsplit(str) -> list[str]", "{0:v}.py_split()")
row("str.rsplit(str, sep: str) -> list[str]", "{0:v}.~rsplit_on_n({1:s}, -1)")
row("str.rsplit(str, sep: str, maxsplit: int) -> list[str]", "{0:v}.~rsplit_on_n({1:s}, {2:i})")
row("str.rsplit(str, sep: None, maxsplit: int) -> list[str]", "{0:v}.rsplit_n({2:i})")
row("str.splitlines(str) -> list[str]", "{0:v}.split_lines(false)")
row("str.splitlines(str, keepends: bool) -> list[str]", "{0:v}.split_lines({1:v})")
row("str.join(str, iterable[str]) -> str", "join({0:s}, {1:t})")
row("str.join(str, iterable[object]) -> str", "~join_values({0:s}, {1:t})")
row("str.join(str, iterable[None]) -> str", "~join_nothing({0:s}, {1:t})")
row("str.join(str, iterable[str | None]) -> str", "~join_options({0:s}, {1:t})")
row("str.replace(str, str, str) -> str", "{0:v}.replace_str({1:s}, {2:s})")
row("str.replace(str, str, str, int) -> str", "{0:v}.replace_n({1:s}, {2:s}, {3:i})")
row("str.startswith(str, str) -> bool", "{0:v}.starts({1:s})")
row("str.endswith(str, str) -> bool", "{0:v}.ends({1:s})")
row("str.startswith(str, vtuple[str]) -> bool", "{1:v}.iter().any(|prefix| {0:v}.starts(prefix))")
row("str.endswith(str, vtuple[str]) -> bool", "{1:v}.iter().any(|suffix| {0:v}.ends(suffix))")
for kind in ("starts", "ends"):
    each = "{1:v}.iter().any(|part| {0:v}." + kind + "_in(part, "
    row(f"str.{kind}with(str, vtuple[str], int) -> bool", each + "{2:i}, i64::MAX))")
    row(f"str.{kind}with(str, vtuple[str], int, int) -> bool", each + "{2:i}, {3:i}))")
row("str.startswith(str, str, int) -> bool", "{0:v}.starts_in({1:s}, {2:i}, i64::MAX)")
for kind in ("find", "rfind"):
    row(f"str.{kind}(str, str) -> signed", "{0:v}." + f"{kind}_str({{1:s}})")
    row(f"str.{kind}(str, str, int) -> signed", "{0:v}." + f"{kind}_in({{1:s}}, {{2:i}}, i64::MAX)")
    row(f"str.{kind}(str, str, int, int) -> signed", "{0:v}." + f"{kind}_in({{1:s}}, {{2:i}}, {{3:i}})")
    row(f"str.{kind}(str, str, None, int) -> signed", "{0:v}." + f"{kind}_in({{1:s}}, 0, {{3:i}})")
    row(f"str.{kind}(str, str, int, None) -> signed", "{0:v}." + f"{kind}_in({{1:s}}, {{2:i}}, i64::MAX)")
    row(f"str.{kind}(str, str, None) -> signed", "{0:v}." + f"{kind}_str({{1:s}})")
    row(f"str.{kind}(str, str, None, None) -> signed", "{0:v}." + f"{kind}_str({{1:s}})")
for kind in ("~index", "~rindex", "count"):
    name = kind.removeprefix("~")
    row(f"str.{name}(str, str, None, int) -> index", "{0:v}." + f"{kind}_in({{1:s}}, 0, {{3:i}})")
    row(f"str.{name}(str, str, int, None) -> index", "{0:v}." + f"{kind}_in({{1:s}}, {{2:i}}, i64::MAX)")
    row(f"str.{name}(str, str, None) -> index", "{0:v}." + f"{kind}_in({{1:s}}, 0, i64::MAX)")
    row(f"str.{name}(str, str, None, None) -> index", "{0:v}." + f"{kind}_in({{1:s}}, 0, i64::MAX)")
for kind in ("starts", "ends"):
    for bounds, places in (
        ("None", "0, i64::MAX"),
        ("None, None", "0, i64::MAX"),
        ("None, int", "0, {3:i}"),
        ("int, None", "{2:i}, i64::MAX"),
    ):
        row(f"str.{kind}with(str, str, {bounds}) -> bool", "{0:v}." + f"{kind}_in({{1:s}}, {places})")
row("str.index(str, str) -> index", "{0:v}.~index_of({1:s})")
row("str.index(str, str, int) -> index", "{0:v}.~index_in({1:s}, {2:i}, i64::MAX)")
row("str.rindex(str, str) -> index", "{0:v}.~rindex_of({1:s})")
row("str.rindex(str, str, int) -> index", "{0:v}.~rindex_in({1:s}, {2:i}, i64::MAX)")
row("str.rindex(str, str, int, int) -> index", "{0:v}.~rindex_in({1:s}, {2:i}, {3:i})")
row("str.count(str, str) -> index", "{0:v}.count_str({1:s})")
row("str.count(str, str, int, int) -> index", "{0:v}.count_in({1:s}, {2:i}, {3:i})")
for name in ("center", "ljust", "rjust"):
    row(f"str.{name}(str, int) -> str", "{0:v}." + f'{name}({{1:i}}, " ")')
    row(f"str.{name}(str, int, str) -> str", "{0:v}." + f"~{name}({{1:i}}, {{2:s}})")
row("str.zfill(str, int) -> str", "{0:v}.zfill({1:i})")
row("str.partition(str, str) -> tuple[str, str, str]", "{0:v}.~partition({1:s})")
row("str.rpartition(str, str) -> tuple[str, str, str]", "{0:v}.~rpartition({1:s})")
row("str.removeprefix(str, str) -> str", "{0:v}.remove_prefix({1:s})")
row("str.removesuffix(str, str) -> str", "{0:v}.remove_suffix({1:s})")
row("str.expandtabs(str) -> str", "{0:v}.expand_tabs(8)")
row("str.expandtabs(str, tabsize: int) -> str", "{0:v}.expand_tabs({1:i})")
row("str.maketrans(str, str) -> dict[small, small]", "~make_trans({0:s}, {1:s})")
row("str.maketrans(str, str, str) -> dict[small, small | None]", "~make_trans_without({0:s}, {1:s}, {2:s})")
row("str.maketrans(dict[str, V]) -> dict[small, V]", "~trans_of({0:c})")
row("str.translate(str, dict[K, V]) -> str", "translate({0:s}, {1:c})")
for kind in ("starts", "ends"):
    row(f"str.{kind}with(str, str, int, int) -> bool", "{0:v}." + f"{kind}_in({{1:s}}, {{2:i}}, {{3:i}})")
row("str.endswith(str, str, int) -> bool", "{0:v}.ends_in({1:s}, {2:i}, i64::MAX)")
row("str.index(str, str, int, int) -> index", "{0:v}.~index_in({1:s}, {2:i}, {3:i})")
row("str.count(str, str, int) -> index", "{0:v}.count_in({1:s}, {2:i}, i64::MAX)")
row("str.rsplit(str, maxsplit: int) -> list[str]", "{0:v}.rsplit_n({1:i})")
row("str.rsplit(str, None) -> list[str]", "{0:v}.py_split()")
row("str.rsplit(str, sep: None) -> list[str]", "{0:v}.py_split()")
row("str.format_argument(list[T], int, int) -> T", "~format_argument({0:c}, {1:i}, {2:i})", duplicates=True)
row("str.format_argument(vtuple[T], int, int) -> T", "~format_argument({0:r}, {1:i}, {2:i})", duplicates=True)
row("string.capwords(str) -> str", "capwords({0:s})")
row("string.capwords(str, sep: str) -> str", "~capwords_on({0:s}, {1:s})")
row("builtins.ord(str) -> small", "~ord({0:s})")
row("builtins.chr(int) -> str", "~chr({0:i})")
row("builtins.bin(int) -> str", "bin({0:i})")
row("builtins.oct(int) -> str", "oct({0:i})")
row("builtins.hex(int) -> str", "hex({0:i})")
row("builtins.input() -> str", '~input("")')
row("builtins.input(str) -> str", "~input({0:s})")
