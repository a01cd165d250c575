import textwrap
s = "The quick brown fox, well-known for jumping -- over lazy dogs--runs away from the big bad wolf in twenty-first-century Supercalifragilisticexpialidocious style."
for w in (8, 12, 20, 33, 70, 200):
    print(textwrap.wrap(s, w))
    print(textwrap.fill(s, width=w))
print(textwrap.fill(s, 30, initial_indent="* ", subsequent_indent="    "))
print(textwrap.wrap(s, 25, initial_indent="> "), textwrap.wrap("  lead\tand\nline  ", 12), textwrap.wrap("", 5), textwrap.wrap("   ", 5))
for w in (20, 40, 500):
    print(textwrap.shorten(s, w), "|", textwrap.shorten(s, width=w, placeholder="..."))
text = """
    def f():
        return 1

      # odd
    end
"""
print(textwrap.dedent(text), textwrap.dedent("\tx\n\t  y\n \tz"), textwrap.dedent("a\n  b"), repr(textwrap.dedent("  \n   x\n")))
print(textwrap.indent("one\n\n  two\nthree", "> "), repr(textwrap.indent("a\r\nb\n", "--")))
try:
    textwrap.wrap("a b", 0)
except ValueError as e:
    print(e)
print(textwrap.wrap("a-b c-d-e foo-bar-baz x--y z---w hello--- --world 12-34 ab-12 A-team's", 6))
print(textwrap.wrap("this-is-a-very-long-hyphenated-word-indeed and---more", 10), textwrap.wrap("éé-àà naïve--café", 5))
