def check(value):
    if value < 0:
        raise ValueError("value must not be negative: " + str(value))
    return value


print(check(1))
print(check(-1))
print("never")
