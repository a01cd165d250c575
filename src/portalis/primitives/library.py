"""Rows of re, itertools, random, copy, operator and sys."""

from portalis.primitives.table import row

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
row("re.Match.groups(Match, str) -> vtuple[str]", "{0:v}.groups_or({1:s})")
row("re.Match.groupdict(Match) -> dict[str, str | None]", "{0:v}.groupdict()")
row("re.Match.groupdict(Match, str) -> dict[str, str]", "{0:v}.groupdict_or({1:s})")
row("re.Match.expand(Match, str) -> str", "{0:v}.~expand_template({1:s})")
row("re.Match.@string(Match) -> str", "{0:v}.subject()")
row("re.escape(str) -> str", "re_escape({0:s})")

row(
    "itertools.combinations_with_replacement(iterable[T], int) -> Iterator[vtuple[T]]",
    "combinations_with_replacement({0:t}, {1:i})",
)
row("itertools.pairwise(iterable[T]) -> Iterator[tuple[T, T]]", "pairwise({0:t})")
row("itertools.cycle(iterable[T]) -> Iterator[T]", "cycle({0:t})")

row("random.Random.seed(Random, int) -> None", "{0:v}.seed({1:n})", mutates=0)
row("random.Random.random(Random) -> float", "{0:v}.random()", mutates=0)
row("random.Random.randint(Random, int, int) -> int", "{0:v}.~randint({1:n}, {2:n})", mutates=0)
row("random.Random.randrange(Random, int) -> int", "{0:v}.~randrange({1:n})", mutates=0)
row("random.Random.uniform(Random, float, float) -> float", "{0:v}.uniform({1:v}, {2:v})", mutates=0)
row("random.Random.choice(Random, list[T]) -> T", "{0:v}.~choice({1:c})", mutates=0)
row("random.Random.shuffle(Random, list[T]) -> None", "{0:v}.shuffle({1:m})", mutates=1)
row("random.Random.sample(Random, list[T], int) -> list[T]", "{0:v}.~sample({1:c}, {2:i})", mutates=0, duplicates=True)

row("sys.stdin.read() -> str", "~read_all()")
row("sys.stdin.readline() -> str", "~read_line()")
row("sys.stdin.readlines() -> list[str]", "~read_lines()")
row("sys.stdout.write(str) -> index", "write_text({0:s})")
row("sys.stdout.flush() -> None", "flush()")
row("sys.setrecursionlimit(int) -> None", "~set_recursion_limit({0:i})")
row("sys.getrecursionlimit() -> index", "recursion_limit()")
