word = "héllo"
print(word[::-1], len(word), word[1], word[-1], word[1:3], word[::2])
print(word.upper(), word.capitalize(), word.replace("l", "L"), word.find("l"), word.count("l"))
print("a,b,,c".split(","), "  a  b ".split(), "-".join(["x", "y"]))
print(repr("it's"), repr('say "hi"'), repr("tab\t\n"), "abc" * 3, "b" in "abc")
print(f"{3.14159:.2f}|{42:>6}|{42:<6}|{42:^6}|{42:06d}|{'x':*^5}|{1234567:,}|{255:x}|{0.5:%}")
print("%d items, %s, %.3f" % (3, "ok", 2.5))
print("{} and {}".format(1, "two"), ord("A"), chr(97))
