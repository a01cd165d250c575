def risky(n):
    if n > 2:
        raise ValueError("big")
    return n
def fin(n):
    x = None
    try:
        risky(n)
        x = n
    finally:
        print("finally", x)
    return x
print(fin(1))
try:
    fin(5)
except ValueError as e:
    print(e)
def fin2(n):
    x = None
    for i in range(n):
        try:
            risky(i)
            x = str(i)
            if i == 1:
                continue
        finally:
            print("f", x)
            x = None
    return x
try:
    print(fin2(5))
except ValueError as e:
    print(e)
