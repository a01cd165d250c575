from m import *
def g(): return f() + 10
