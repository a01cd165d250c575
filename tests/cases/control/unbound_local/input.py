def late(flag):
    if flag:
        value = 1
    return value


print(late(True))
print(late(False))
