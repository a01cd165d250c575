from collections import defaultdict


def show(x):
    return repr(x)


def run():
    dd = defaultdict(list)
    dd["x"].append(1)
    print(f"{show(dd['nope'])}|{len(dd)}|{show(dd['x'])}|{'x' in dd}")
    print("%s %d" % (dd["q"], len(dd)), "{} {}".format(dd["w"], len(dd)))
    ds = defaultdict(str)
    print(f"{ds['a']}{len(ds)}{ds['b']!r}{len(ds)}")


run()
