from decos import shout
@shout
def hi(s): return "hi " + s
print(hi("x"))
