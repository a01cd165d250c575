import re


def words(text: str) -> list[str]:
    pattern = r"\w+"
    return re.findall(pattern, text)


def digits(text: str, wanted: bool) -> list[str]:
    if wanted:
        pattern = r"\d"
        return re.findall(pattern, text)
    return []


pattern = r"[a-c]"
print(re.findall(pattern, "abcd"), words("a b1"), digits("a1", True))
for template in ("{}",):
    pass
form = "%s-%s"
print(form % (1, 2))
