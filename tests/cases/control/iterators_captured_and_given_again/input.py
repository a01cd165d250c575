def parse(toks):
    def inner():
        t = next(toks)
        if t == "(":
            r = 0
            while True:
                x = parse(toks)
                if x < 0:
                    return r
                r += x
        if t == ")":
            return -1
        return int(t)
    return inner()


print(parse(iter("( 1 ( 2 3 ) 4 )".split())))
