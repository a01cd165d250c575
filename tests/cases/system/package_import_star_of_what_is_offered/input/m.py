__all__ = ["f", "sum"]
def f(): return 1
def sum(x): return "own"
def hidden(): return 2
_x = 3
