import string


def main() -> None:
    print("{a} {b}".format_map({"a": 1, "b": 2}))
    print("{0[1]} {1[k]} {2.real}".format([1, 2], {"k": 3}, 4.5))
    print("{:>{w}}|{:^{w}.{p}f}".format("a", 2.5, w=6, p=2))
    print("%(name)s is %(age)d" % {"name": "Bob", "age": 5})
    print("%*d" % (5, 42))
    print("%s and %s" % ("a", [1]), "%r" % "it's", "%+d % d" % (5, 5), "%#x %#o" % (255, 8), "%X" % 255)
    print("%c%c" % (65, "b"), "%5s|%-5s|%.2s" % ("ab", "cd", "efgh"), "%3d%%" % 50)
    t = (1, "x")
    print("%d-%s" % t)
    print("abc".translate(str.maketrans("ab", "xy")))
    print("abcd".translate(str.maketrans("a", "b", "d")))
    print("abc".translate(str.maketrans({"a": "1", "b": None})))
    print("abc".translate({97: "zz"}), "hello world".translate(str.maketrans("", "", "lo")))
    print(str.maketrans("ab", "xy"), str.maketrans({"a": "b"}))
    try:
        print(str.maketrans("ab", "x"))
    except ValueError as e:
        print(e)
    print("hello".index("l", 3), "hello".rindex("l"), "hello".find("z"), "hello".count("l", 0, 3), "hello".startswith("l", 2), "hello".endswith("l", 0, 4))
    print(string.capwords("hello  world foo"), string.capwords("a-b", "-"), string.ascii_lowercase, string.digits, string.punctuation)
    print("one two".split(" ", maxsplit=1), "one two three".rsplit(maxsplit=1), "a  b".split(None, 1), "abc".split("b", -1))


main()
