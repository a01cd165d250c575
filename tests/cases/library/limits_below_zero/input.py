import re
print(re.split(",", "a,b,c", maxsplit=-1), re.split(",", "a,b,c", 0), re.sub(",", "-", "a,b,c", count=-1) if False else "", "a,b".split(",", -1), "a,b".split(",", 0))
p = re.compile(",")
print(p.split("a,b", -1), p.split("a,b", 1))
try:
    print(re.sub(",", "-", "a,b,c", count=-1))
except ValueError as e:
    print(e)
print(re.subn(",", "-", "a,b", -2), p.sub("-", "a,b", -1))
