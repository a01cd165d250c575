import sys


def report(template: str, done: int, total: int) -> None:
    print(template % (done, total))


template = "%d of %d"
for more in ["", ", %s left"]:
    template += more
    report(template, 3, 10)
sys.exit(0)
