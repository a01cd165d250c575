import re

TEXT = "cafe\u0301 m\u00b2 x_y \u20ac5 na\u00efve a\u200db"
print([m.span() for m in re.finditer(r"\b", TEXT)], re.findall(r"\bcafe\b", TEXT), re.findall(r"\bm\b", TEXT))
print(re.findall(r"\b\w+\b", TEXT), re.findall(r"\b\w+$", "a b\n"), re.sub(r"\bx_y\b", "-", "x_y z"))
