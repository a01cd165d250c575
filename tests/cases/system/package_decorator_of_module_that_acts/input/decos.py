import functools
print("decos runs")
def shout(f):
    @functools.wraps(f)
    def wrapper(s):
        return f(s).upper()
    return wrapper
