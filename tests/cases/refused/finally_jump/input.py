def run(mode):
    for i in range(3):
        try:
            if mode == "continue" and i == 1:
                continue
            if mode == "break" and i == 1:
                break
            if mode == "return" and i == 1:
                return "returned"
            if mode == "raise" and i == 1:
                raise KeyError("k")
            print("body", i)
        finally:
            print("finally", i)
    else:
        print("else")
    return "end"


for mode in ["none", "continue", "break", "return"]:
    print(mode, run(mode))
try:
    run("raise")
except KeyError as error:
    print("caught", error)
