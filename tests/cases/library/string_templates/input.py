"""`string.Template` with known texts."""

import string
from string import Template

GREETING = Template("Hello $name, you owe $$${amount}. {braces} stay")


def greet(name: str, amount: int) -> str:
    return GREETING.substitute(name=name, amount=amount)


print(greet("Ann", 5))
page = string.Template("<b>$title</b> by $author ($title)")
print(page.substitute(title="T", author=None), page.safe_substitute(title=[1, "x"]))
values = {"title": "M", "author": "N"}
print(page.substitute(values), Template("no placeholders, 100%").substitute())
print(Template("$a-${b}c $d").safe_substitute(a=1.5, b=True), Template("cost: $ 5 $x").safe_substitute(x=1))
try:
    print(Template("$title $missing").substitute(values))
except KeyError as error:
    print("KeyError", error)
