from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field


@dataclass
class Packet:
    kind: int
    payload: bytes = b""
    parts: list[bytes] = field(default_factory=list)

    def encoded(self) -> bytes:
        return bytes([self.kind, len(self.payload)]) + self.payload


class Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 0

    def take(self, size: int) -> bytes:
        part = self.data[self.place : self.place + size]
        self.place += len(part)
        return part

    def packet(self) -> Packet | None:
        head = self.take(2)
        if len(head) < 2:
            return None
        return Packet(head[0], self.take(head[1]))


stream = b"".join(p.encoded() for p in [Packet(1, b"one"), Packet(2), Packet(3, b"three")])
reader = Reader(stream)
while True:
    packet = reader.packet()
    if packet is None:
        break
    print(packet, packet.payload)
print(Packet(1, b"x") == Packet(1, b"x"), Packet(1, b"x") == Packet(1, b"y"))

counts: dict[bytes, int] = {}
for word in b"the cat the dog".split():
    counts[word] = counts.get(word, 0) + 1
print(counts, counts[b"the"], b"cow" in counts, sorted(counts), max(counts, key=lambda w: counts[w]))
print(Counter(b"abca").most_common(1), Counter([b"x", b"y", b"x"]))
groups = defaultdict(list)
for w in (b"ant", b"bee", b"ape"):
    groups[w[:1]].append(w)
print(dict(groups), deque([b"a", b"b"]), {b"k": [b"v"]}, (b"t", 1), [b"l"])
print(len({b"a", b"b", b"a"}), b"a" in {b"a", b"c"}, frozenset([b"z"]))
words = [b"pear", b"fig", b"apple"]
words.sort()
print(words, sorted(words, key=len), min(words), words.index(b"fig"), words == [b"apple", b"fig", b"pear"])


def find(names: list[bytes], start: bytes) -> bytes | None:
    for name in names:
        if name.startswith(start):
            return name
    return None


print(find(words, b"f"), find(words, b"q"), find(words, b"a") or b"none", find(words, b"z") or b"none")


def pairs(data: bytes):
    for i in range(0, len(data), 2):
        yield data[i : i + 2]


print(list(pairs(b"abcde")), [int(p, 16) for p in ("0a", "ff")])


def run_lengths(data: bytes) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for value in data:
        if out and out[-1][0] == value:
            out[-1] = (value, out[-1][1] + 1)
        else:
            out.append((value, 1))
    return out


print(run_lengths(b"aaabbc"), bytes(v for v, n in run_lengths(b"aab") for _ in range(n)))


def crc32(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xEDB88320 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


print(hex(crc32(b"123456789")))
choice = b"yes" if counts else b"no"
print(choice, {w: w.decode() for w in words}, "-".join(w.decode() for w in words))
