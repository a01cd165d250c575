count = 0
def counted(f):
    def wrapper(*args):
        global count
        count += 1
        return f(*args)
    return wrapper
