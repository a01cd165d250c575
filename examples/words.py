"""Word statistics of a text: counts, lengths, longest palindrome, a caesar cipher and its breaking."""

TEXT = """
It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of
foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the season of Light,
it was the season of Darkness, it was the spring of hope, it was the winter of despair, we had
everything before us, we had nothing before us: Anna, level, and a naïve café, noon.
"""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def words_of(text):
    words = []
    current = ""
    for char in text.lower():
        if char.isalpha():
            current += char
        elif current:
            words.append(current)
            current = ""
    if current:
        words.append(current)
    return words


def count(items):
    counts = {}
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    return counts


def most_common(counts, limit):
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ranked[:limit]


def by_length(words):
    groups = {}
    for word in words:
        length = len(word)
        if length not in groups:
            groups[length] = []
        if word not in groups[length]:
            groups[length].append(word)
    return groups


def is_palindrome(word):
    return len(word) > 2 and word == word[::-1]


def shift(text, distance):
    result = []
    for char in text:
        position = LETTERS.find(char.lower())
        if position < 0:
            result.append(char)
            continue
        moved = LETTERS[(position + distance) % len(LETTERS)]
        result.append(moved.upper() if char.isupper() else moved)
    return "".join(result)


def break_cipher(secret, known):
    """Try every distance; the one that shows most known words wins."""
    best = (0, 0)
    for distance in range(len(LETTERS)):
        score = sum(1 for word in words_of(shift(secret, -distance)) if word in known)
        if score > best[0]:
            best = (score, distance)
    return best[1]


def main():
    words = words_of(TEXT)
    counts = count(words)
    print(f"{len(words)} words, {len(counts)} different, {sum(map(len, words)) / len(words):.3f} letters each")
    for word, times in most_common(counts, 6):
        print(f"{word:>8} {'#' * times} {times}")
    groups = by_length(words)
    for length in sorted(groups, reverse=True)[:4]:
        print(f"{length:>3}: {', '.join(sorted(groups[length]))}")
    print("palindromes:", [word for word in counts if is_palindrome(word)])
    letters = count("".join(words))
    print("rarest letters:", sorted(letters, key=lambda letter: (letters[letter], letter))[:5])

    secret = shift("Meet me at the old café at noon!", 7)
    distance = break_cipher(secret, counts)
    print(secret)
    print(distance, shift(secret, -distance))
    print(" ".join(word.capitalize() for word in words[:6])[::-1])


if __name__ == "__main__":
    main()
