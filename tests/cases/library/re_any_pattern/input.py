import re
import sys


def shown(m: re.Match[str] | None) -> str:
    if m is None:
        return "None"
    return f"{m.span()} {m.groups()} {m.lastindex} {m.lastgroup} {m.groupdict()} {m.regs}"


def check(pattern: str, flags: int, text: str, template: str) -> None:
    try:
        p = re.compile(pattern, flags)
    except (re.error, OverflowError, ValueError) as e:
        print(type(e).__name__, e)
        return
    except NotImplementedError as e:
        print("NotImplementedError")
        return
    print(p.groups, p.flags, shown(p.search(text)), shown(p.match(text)), shown(p.fullmatch(text)))
    print([m.span() for m in p.finditer(text)], p.split(text), p.sub("<\\g<0>>", text), p.subn("-", text, 2))
    print(shown(p.search(text, 1)), shown(p.match(text, 1, 3)))
    print(p.sub(lambda m: str(m.start()), text))
    try:
        print(repr(p.sub(template, text)))
    except (re.error, IndexError) as e:
        print(type(e).__name__, e)


def main() -> None:
    for line in sys.stdin:
        flags, pattern, text, template = line.rstrip("\n").split("\x1f")
        print("\x1d" + repr(pattern), flags, repr(text))
        check(pattern.replace("\x1e", "\n"), int(flags), text.replace("\x1e", "\n"), template)


main()
