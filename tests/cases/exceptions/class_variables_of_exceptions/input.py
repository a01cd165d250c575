class Failed(Exception):
    count = 0
    codes = {"x": 1}

    def __init__(self, code):
        super().__init__(code)
        self.code = code
        Failed.count += 1

    def number(self):
        return self.codes.get(self.code, 0)


for code in ("x", "y"):
    try:
        raise Failed(code)
    except Failed as e:
        print(e, e.count, e.number(), Failed.count)
        Failed.codes["y"] = 2
print(Failed.codes)
