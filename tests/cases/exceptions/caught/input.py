def parse(text):
    try:
        value = int(text)
    except ValueError as error:
        print("bad:", error)
        return -1
    else:
        print("good")
        return value
    finally:
        print("done")


print(parse("12"), parse("x"))
for index in (0, 5):
    try:
        print([10, 20][index])
    except (IndexError, KeyError) as error:
        print("error:", error)
try:
    {}["missing"]
except KeyError as error:
    print("KeyError", error)
try:
    1 // 0
except ZeroDivisionError as error:
    print(error)
