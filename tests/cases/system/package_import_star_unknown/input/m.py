__all__ = ["f"]
__all__ += ["g"]
def f(): return 1
def g(): return 2
def len(x): return -1
