import re


def say(x: str) -> str:
    print("say", x)
    return x


def number(n: int) -> int:
    print("number", n)
    return n


def made(n: int) -> str:
    print("made", n)
    return "(" * n + "a" + ")" * n


def run(n: int, bad: bool) -> None:
    pattern = "a" + ("(" if bad else "")
    try:
        print(re.sub(pattern, say("r"), say("banana"), number(2)))
    except re.error as e:
        print(e)
    try:
        print(re.sub(made(1) + pattern, say("r"), say("bananaa"), count=number(1), flags=re.I if n else 0))
    except re.error as e:
        print(e)
    try:
        print(re.split(pattern, say("banana"), number(1)), re.findall(pattern, say("xa")))
    except re.error as e:
        print(e)
    try:
        for m in re.finditer(pattern, say("banana")):
            print(m.start())
    except re.error as e:
        print(e)
    try:
        print(re.compile(say(pattern)).search(say("banana"), number(2)))
        print(re.subn(pattern, lambda m: say(m.group()), say("bab")))
    except re.error as e:
        print(e)
    print(re.sub("a", say("r"), say("banana"), number(2)), re.split("a", say("banana"), number(1)))


run(0, False)
run(1, True)
