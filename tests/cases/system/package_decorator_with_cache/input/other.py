from decos import memo
@memo
def sq(x): return x * x
