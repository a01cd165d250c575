"""Order of dicts and sets that somebody can see."""


def unique(xs: list[int]) -> list[int]:
    return sorted(set(xs))


def first_seen(xs: list[int]) -> list[int]:
    seen: dict[int, int] = {}
    for x in xs:
        seen[x] = seen.get(x, 0) + 1
    return list(seen)


def most_common(words: list[str]) -> str:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    best = ""
    top = 0
    for word, count in counts.items():
        if count > top:
            best = word
            top = count
    return best


def joined(pairs: dict[str, int]) -> str:
    parts = []
    for key in pairs:
        parts.append(key)
    return ",".join(parts)


def common(a: list[int], b: list[int]) -> list[int]:
    return sorted(set(a) & set(b))


def set_order(xs: list[int]) -> list[int]:
    found = []
    for x in set(xs):
        found.append(x)
    return found


def inverted(pairs: dict[str, int]) -> dict[int, str]:
    result: dict[int, str] = {}
    for key, value in pairs.items():
        result[value] = key
    return result


def grouped(words: list[str]) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for word in words:
        groups.setdefault(len(word), []).append(word)
    return groups


def letters(text: str) -> str:
    return "".join(sorted(set(text)))


def last_key(pairs: dict[int, int]) -> int:
    last = -1
    for key in pairs:
        last = key
    return last


def total_by_parity(xs: list[int]) -> list[int]:
    totals: dict[int, int] = {}
    for x in xs:
        totals[x % 2] = totals.get(x % 2, 0) + x
    return [value for value in totals.values()]
