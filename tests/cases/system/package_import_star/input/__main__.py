from util import up

print(up("a"))
