"""Floats that lie halfway between the two shortest decimals."""


def checksum(texts):
    total = 0
    for text in texts:
        for c in text:
            total = (total * 131 + ord(c)) % 1_000_000_007
    return total


print(19.850479125976562, 2251799813685248.25, -0.19850479125976562, 1125899906842624.125)
print(str(4503599627370497.5), [281474976710656.03125], f"{19.850479125976562}", 19.850479125976562 * 1j)
state = 12345
for j in range(1, 53):
    texts = []
    for _ in range(60):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        texts.append(repr((state >> 11) / 2**j))
    print(j, texts[0], checksum(texts))
