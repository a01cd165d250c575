def d(a, b):
    try:
        print(a // b)
    except ZeroDivisionError as e:
        print(e)
    try:
        print(a % b)
    except ZeroDivisionError as e:
        print(e)
    try:
        print(divmod(a, b))
    except ZeroDivisionError as e:
        print(e)
    try:
        print(a / b)
    except ZeroDivisionError as e:
        print(e)
    try:
        print(b ** -1)
    except ZeroDivisionError as e:
        print(e)
d(5, 0)
d(5.0, 0.0)
d(5, 0.0)
d(10**30, 0)
d(5.5, 0)
try:
    print(pow(2, 3, 0))
except ValueError as e:
    print(e)
try:
    print(pow(0, -1))
except ZeroDivisionError as e:
    print(e)
try:
    print(0.0 ** -1.5)
except ZeroDivisionError as e:
    print(e)
try:
    print(True % False)
except ZeroDivisionError as e:
    print(e)
