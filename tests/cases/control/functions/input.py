def greet(name, greeting="Hello", *extra, punctuation="!", **options):
    parts = [greeting + ", " + name + punctuation]
    for item in extra:
        parts.append(str(item))
    for key in options:
        parts.append(key + "=" + str(options[key]))
    return " ".join(parts)


print(greet("Ada"))
print(greet("Ada", "Hi", 1, 2, punctuation="?", x=3))
print(list(map(lambda x: x * 2, [1, 2, 3])), list(filter(None, [0, 1, 2])))
