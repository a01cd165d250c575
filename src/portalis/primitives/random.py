"""The module `random` and its generators, beyond the first few rows."""

from portalis.primitives.table import row


def _rows(generator: bool) -> None:
    """The methods of a generator, or the module's functions of the same names."""
    at = 1 if generator else 0

    def hole(i: int, mode: str) -> str:
        return f"{{{i + at}:{mode}}}"

    def add(name: str, params: str, result: str, rust: str, args: str) -> None:
        raising = "~" if rust.startswith("~") else ""
        plain = rust.removeprefix("~")
        if generator:
            row(
                f"random.Random.{name}(Random, {params}) -> {result}",
                "{0:v}." + f"{raising}{plain}({args})",
                mutates=0,
            )
        else:
            row(f"random.{name}({params}) -> {result}", f"{raising}random_{plain}({args})")

    a, b, c = hole(0, "n"), hole(1, "n"), hole(2, "n")
    add("randrange", "int, int", "int", "~randrange_from", f"{a}, {b}")
    add("randrange", "int, int, int", "int", "~randrange_step", f"{a}, {b}, {c}")
    add("getrandbits", "int", "nat", "~getrandbits", hole(0, "i"))
    add("expovariate", "float", "float", "~expovariate", hole(0, "v"))
    x, y, z = hole(0, "v"), hole(1, "v"), hole(2, "v")
    add("normalvariate", "float, float", "float", "normalvariate", f"{x}, {y}")
    add("triangular", "float, float", "float", "triangular", f"{x}, {y}, None")
    add("triangular", "float, float, float", "float", "triangular", f"{x}, {y}, Some({z})")
    for kind, item in (("list[T]", "T"), ("vtuple[T]", "T"), ("str", "str"), ("range[T]", "signed")):
        pool = hole(0, "c") if kind == "list[T]" else f"&{hole(0, 't')}.collect::<Vec<_>>()"
        size = hole(1, "i")
        if kind != "list[T]":
            add("choice", kind, item, "~choice", pool)
        if kind == "range[T]":
            add("choices", kind, f"list[{item}]", "choices", f"{pool}, 1")
            add("choices", f"{kind}, k: int", f"list[{item}]", "choices", f"{pool}, {size}")
            continue
        if kind != "list[T]":
            add("sample", f"{kind}, int", f"list[{item}]", "~sample", f"{pool}, {size}")
        add("sample", f"{kind}, k: int", f"list[{item}]", "~sample", f"{pool}, {size}")
        add("choices", kind, f"list[{item}]", "choices", f"{pool}, 1")
        add("choices", f"{kind}, k: int", f"list[{item}]", "choices", f"{pool}, {size}")
        for weights in ("iterable[float]", "weights: iterable[float]"):
            given = f"{pool}, {hole(1, 't')}"
            add("choices", f"{kind}, {weights}", f"list[{item}]", "~choices_weighted", f"{given}, 1")
            add(
                "choices",
                f"{kind}, {weights}, k: int",
                f"list[{item}]",
                "~choices_weighted",
                f"{given}, {hole(2, 'i')}",
            )
    for size_name in ("int", "k: int"):
        add("sample", f"range[T], {size_name}", "list[signed]", "~sample_range", f"&{hole(0, 'v')}, {hole(1, 'i')}")


_rows(True)
_rows(False)
row("random.Random.gauss(Random, float, float) -> float", "{0:v}.gauss({1:v}, {2:v})", mutates=0)
