DEBUG = False
level = 1
names = []


def show():
    if DEBUG:
        print("debug", level, names)
    else:
        print("plain", level)
