"""Rows of exceptions, re, itertools, random, operator, os.path, sys, time and textwrap."""

from portalis.primitives.table import row

row("exception.@args(exception) -> vtuple[object]", "exception_args({0:r})")
row("re.Match.group(Match) -> str", "{0:v}.whole()")
row("re.Match.group(Match, int) -> str | None", "{0:v}.~group({1:i})")
row("re.Match.group(Match, str) -> str | None", "{0:v}.~group_named({1:s})")
row("re.Match.groups(Match) -> vtuple[str | None]", "{0:v}.groups()")
row("re.Match.start(Match) -> signed", "{0:v}.start()")
row("re.Match.end(Match) -> signed", "{0:v}.end()")
row("re.Match.start(Match, int) -> signed", "{0:v}.~start_of({1:i})")
row("re.Match.end(Match, int) -> signed", "{0:v}.~end_of({1:i})")
row("re.Match.span(Match) -> tuple[signed, signed]", "{0:v}.span()")
row("re.Match.span(Match, int) -> tuple[signed, signed]", "{0:v}.~span_of({1:i})")
row("re.Match.span(Match, str) -> tuple[signed, signed]", "{0:v}.~span_named({1:s})")
row("re.Match.start(Match, str) -> signed", "{0:v}.~start_named({1:s})")
row("re.Match.end(Match, str) -> signed", "{0:v}.~end_named({1:s})")
row("re.Match.@pos(Match) -> index", "{0:v}.window_start()")
row("re.Match.@endpos(Match) -> index", "{0:v}.window_end()")
row("re.Match.@regs(Match) -> vtuple[tuple[signed, signed]]", "{0:v}.all_spans()")
row("re.Match.@lastindex(Match) -> index | None", "{0:v}.last_index()")
row("re.Match.@lastgroup(Match) -> str | None", "{0:v}.last_group()")
row("re.Match.groups(Match, default: None) -> vtuple[str | None]", "{0:v}.groups()")
row("re.Match.groupdict(Match, default: None) -> dict[str, str | None]", "{0:v}.groupdict()")
row("re.Match.groups(Match, default: str) -> vtuple[str]", "{0:v}.groups_or({1:s})")
row("re.Match.groupdict(Match) -> dict[str, str | None]", "{0:v}.groupdict()")
row("re.Match.groupdict(Match, default: str) -> dict[str, str]", "{0:v}.groupdict_or({1:s})")
row("re.Match.expand(Match, str) -> str", "{0:v}.~expand_template({1:s})")
row("re.Match.@string(Match) -> str", "{0:v}.subject()")
row("re.escape(str) -> str", "re_escape({0:s})")

row(
    "itertools.combinations_with_replacement(iterable[T], r: int) -> Iterator[vtuple[T]]",
    "combinations_with_replacement({0:t}, {1:i})",
)
row("itertools.pairwise(iterable[T]) -> Iterator[tuple[T, T]]", "pairwise({0:t})")
row("itertools.cycle(iterable[T]) -> Iterator[T]", "cycle({0:t})")

row("random.Random.seed(Random, a: int) -> None", "{0:v}.seed({1:n})", mutates=0)
row("random.Random.random(Random) -> float", "{0:v}.random()", mutates=0)
row("random.Random.randint(Random, a: int, b: int) -> int", "{0:v}.~randint({1:n}, {2:n})", mutates=0)
row("random.Random.randrange(Random, int) -> int", "{0:v}.~randrange({1:n})", mutates=0)
row("random.Random.uniform(Random, a: float, b: float) -> float", "{0:v}.uniform({1:v}, {2:v})", mutates=0)
row("random.Random.choice(Random, list[T]) -> T", "{0:v}.~choice({1:c})", mutates=0)
row("random.Random.shuffle(Random, list[T]) -> None", "{0:v}.shuffle({1:m})", mutates=1)
row("random.Random.sample(Random, list[T], int) -> list[T]", "{0:v}.~sample({1:c}, {2:i})", mutates=0, duplicates=True)

row("sys.stdin.read() -> str", "~read_all()")
row("sys.stdin.readline() -> str", "~read_line()")
row("sys.stdin.readlines() -> list[str]", "~read_lines()")
row("sys.stdin.buffer.read() -> bytes", "~read_bytes()")
row("sys.stdin.buffer.readline() -> bytes", "~read_line_bytes()")
row("sys.stdin.buffer.readlines() -> list[bytes]", "~read_lines_bytes()")
row("sys.stdout.write(str) -> index", "write_text({0:s})")
row("sys.stdout.flush() -> None", "flush()")
row("sys.stdout.writelines(iterable[str]) -> None", "write_texts({0:t})")
row("sys.stderr.write(str) -> index", "write_error_text({0:s})")
row("sys.stderr.flush() -> None", "flush()")
row("sys.@byteorder() -> str", "sys_byte_order()")
row("sys.@platform() -> str", "sys_platform()")
row("sys.getdefaultencoding() -> str", "sys_default_encoding()")
row("sys.intern(str) -> str", "{0:o}")
row("sys.setrecursionlimit(int) -> None", "~set_recursion_limit({0:i})")
row("sys.getrecursionlimit() -> index", "recursion_limit()")

row("operator.countOf(list[T], T) -> index", "{0:v}.count_of({1:r})")
row("operator.countOf(vtuple[T], T) -> index", "{0:v}.count_of({1:r})")
row("operator.indexOf(list[T], T) -> index", "~index_in_sequence({0:c}, {1:r})")
row("operator.indexOf(vtuple[T], T) -> index", "~index_in_sequence({0:r}, {1:r})")

row("os.@sep() -> str", "path_separator()")
row("os.@linesep() -> str", "line_separator()")
for name, result in (
    ("basename", "str"),
    ("dirname", "str"),
    ("split", "tuple[str, str]"),
    ("splitext", "tuple[str, str]"),
):
    row(f"os.path.{name}(str) -> {result}", f"path_{name}({{0:s}})")
row("os.path.normpath(str) -> str", "path_normpath({0:s})")
row("os.path.isabs(str) -> bool", '{0:v}.starts("/")')
for size in range(1, 7):
    parts = ", ".join(f"{{{i}:s}}" for i in range(size))
    row(f"os.path.join({', '.join(['str'] * size)}) -> str", f"path_join(&[{parts}])")
row("os.path.commonprefix(iterable[str]) -> str", "path_commonprefix({0:t})")

row("time.time() -> float", "time_time()")
row("time.time_ns() -> int", "time_time_ns()")
for clock in ("perf_counter", "monotonic"):
    row(f"time.{clock}() -> float", "time_counter()")
    row(f"time.{clock}_ns() -> int", "time_counter_ns()")
row("time.sleep(float) -> None", "~time_sleep({0:v})")

for given in ((), ("initial_indent",), ("subsequent_indent",), ("initial_indent", "subsequent_indent")):
    for wide in (False, True):
        params = ["str", *(["width: int"] if wide else []), *(f"{name}: str" for name in given)]
        holes = {name: f"{{{i + 1 + wide}:s}}" for i, name in enumerate(given)}
        indents = ", ".join(holes.get(name, '""') for name in ("initial_indent", "subsequent_indent"))
        for name, result in (("wrap", "list[str]"), ("fill", "str")):
            width = "{1:i}" if wide else "70"
            row(f"textwrap.{name}({', '.join(params)}) -> {result}", f"~textwrap_{name}({{0:r}}, {width}, {indents})")
row("textwrap.shorten(str, width: int) -> str", '~textwrap_shorten({0:r}, {1:i}, " [...]")')
row("textwrap.shorten(str, width: int, placeholder: str) -> str", "~textwrap_shorten({0:r}, {1:i}, {2:s})")
row("textwrap.indent(str, prefix: str) -> str", "textwrap_indent({0:r}, {1:s})")
row("textwrap.dedent(str) -> str", "textwrap_dedent({0:s})")
