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
                f"random.Random.{name}({', '.join(['Random', *([params] if params else [])])}) -> {result}",
                "{0:v}." + f"{raising}{plain}({args})",
                mutates=0,
            )
        else:
            row(f"random.{name}({params}) -> {result}", f"{raising}random_{plain}({args})")

    a, b, c = hole(0, "n"), hole(1, "n"), hole(2, "n")
    add("randrange", "int, int", "int", "~randrange_from", f"{a}, {b}")
    add("randrange", "int, int, int", "int", "~randrange_step", f"{a}, {b}, {c}")
    add("getrandbits", "int", "nat", "~getrandbits", hole(0, "i"))
    add("randbytes", "n: int", "bytes", "~randbytes", hole(0, "i"))
    x, y, z = hole(0, "v"), hole(1, "v"), hole(2, "v")
    add("seed", "a: str", "None", "seed_text", hole(0, "s"))
    add("seed", "", "None", "seed_clock", "")
    add("expovariate", "lambd: float", "float", "~expovariate", x)
    for name in ("normalvariate", "gauss"):
        if name != "gauss":
            add(name, "mu: float, sigma: float", "float", name, f"{x}, {y}")
        add(name, "mu: float", "float", name, f"{x}, 1.0")
        add(name, "sigma: float", "float", name, f"0.0, {x}")
        add(name, "", "float", name, "0.0, 1.0")
    add("triangular", "", "float", "triangular", "0.0, 1.0, None")
    add("triangular", "low: float, high: float", "float", "triangular", f"{x}, {y}, None")
    add("triangular", "low: float, high: float, mode: None", "float", "triangular", f"{x}, {y}, None")
    # where both ends are equal, the lower one is given as it is
    add("triangular", "low: int, high: float, mode: float", "num", "triangular_from_int", f"{a}, {y}, {z}")
    add("triangular", "low: float, high: float, mode: float", "float", "triangular", f"{x}, {y}, Some({z})")
    add("lognormvariate", "mu: float, sigma: float", "float", "~lognormvariate", f"{x}, {y}")
    add("vonmisesvariate", "mu: float, kappa: float", "float", "vonmisesvariate", f"{x}, {y}")
    add("paretovariate", "alpha: float", "float", "~paretovariate", x)
    for name in ("betavariate", "gammavariate", "weibullvariate"):
        add(name, "alpha: float, beta: float", "float", f"~{name}", f"{x}, {y}")
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
        counted = f"{pool}, {size}, {hole(2, 't')}"
        add("sample", f"{kind}, k: int, counts: iterable[int]", f"list[{item}]", "~sample_counted", counted)
        add("choices", kind, f"list[{item}]", "choices", f"{pool}, 1")
        add("choices", f"{kind}, k: int", f"list[{item}]", "choices", f"{pool}, {size}")
        up_to = f"{pool}, {hole(1, 't')}"
        add("choices", f"{kind}, cum_weights: iterable[float]", f"list[{item}]", "~choices_cumulated", f"{up_to}, 1")
        add(
            "choices",
            f"{kind}, cum_weights: iterable[float], k: int",
            f"list[{item}]",
            "~choices_cumulated",
            f"{up_to}, {hole(2, 'i')}",
        )
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
row("random.Random.gauss(Random, mu: float, sigma: float) -> float", "{0:v}.gauss({1:v}, {2:v})", mutates=0)
row("random.Random(str) -> Random", "Random::of_text({0:s})")
row("random.Random() -> Random", "Random::of_clock()")
