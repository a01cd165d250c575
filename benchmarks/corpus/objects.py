"""Objects that several names reach."""


class Counter:
    def __init__(self, start: int) -> None:
        self.value = start
        self.history: list[int] = []

    def add(self, n: int) -> int:
        self.history.append(n)
        self.value += n
        return self.value

    def undo(self) -> int:
        if not self.history:
            raise IndexError("nothing to undo")
        self.value -= self.history.pop()
        return self.value


def bump(counter: Counter, times: int) -> int:
    mine = counter
    for _ in range(min(times, 10)):
        mine.add(1)
    return counter.value


def drain(queue: list[int], into: list[int]) -> int:
    target = into
    while queue:
        target.append(queue.pop())
    return len(into)


def mark(rows: list[list[int]], index: int) -> int:
    row = rows[index]
    row.append(-1)
    return len(rows[index])


def register(table: dict[str, list[int]], key: str, value: int) -> int:
    if key not in table:
        table[key] = []
    entries = table[key]
    entries.append(value)
    return len(table[key])


def merge(into: dict[str, int], other: dict[str, int]) -> int:
    for key, value in other.items():
        into[key] = value
    return len(into)


def discard(seen: set[int], x: int) -> bool:
    if x in seen:
        seen.remove(x)
        return True
    return False


def remember(seen: set[int], xs: list[int]) -> int:
    for x in xs:
        seen.add(x)
    return len(seen)


def reverse(xs: list[str]) -> None:
    xs.reverse()


def sort_by_length(xs: list[str]) -> None:
    xs.sort(key=len)


def cap(xs: list[int], top: int) -> int:
    changed = 0
    for i in range(len(xs)):
        if xs[i] > top:
            xs[i] = top
            changed += 1
    return changed


print(bump(Counter(3), 2))
first = Counter(0)
first.add(4)
first.undo()
print(drain([1, 2], [3]), mark([[1], [2]], 0), register({"a": [1]}, "a", 2), merge({"a": 1}, {"b": 2}))
print(discard({1, 2}, 1), remember({1}, [2, 3]), cap([1, 20], 10))
names = ["ccc", "a"]
reverse(names)
sort_by_length(names)
print(names)
