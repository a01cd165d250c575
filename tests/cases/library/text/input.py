import re
import string

print(re.findall(r"\d+", "a1 b22 c333"), re.sub(r"\s+", " ", "a  b \n c"), re.split(r"[,;]", "a,b;c"))
match = re.search(r"(\w+)@(\w+)\.com", "mail ada@example.com now")
if match:
    print(match.group(0), match.group(1), match.groups(), match.start(), match.end())
print(re.match(r"\d", "x1") is None, bool(re.fullmatch(r"[a-c]+", "abcab")))
print(string.ascii_lowercase, string.digits, string.punctuation)
