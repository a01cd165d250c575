import re

flags = re.IGNORECASE
print(re.findall("a", "A", flags), flags)
