def fill(template: str, fields: dict[str, str]) -> str:
    return template % fields


for name in ["Ann", "Bob"]:
    print(fill("Dear %(name)s,", {"name": name}))
    print(fill("Yours, %%(%s)s" % name.lower() % {"ann": "me"}, {}))
