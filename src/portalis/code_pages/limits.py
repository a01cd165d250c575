"""P09xx: limits of the translator, and its own faults."""

from __future__ import annotations

from portalis.code_pages.page import Page

PAGES = (
    Page(
        "P0901",
        "the translation took too long",
        "Each file has a deadline, so that no input can hold the translator up. It was reached.",
        "",
        "Raise it with `--deadline SECONDS`, or split the file.",
    ),
    Page(
        "P0902",
        "inference did not settle",
        "The types of the module were still changing after the greatest number of rounds.",
        "",
        "Annotate the functions named in the message.",
    ),
    Page(
        "P0903",
        "the program is nested too deeply for the translator",
        "A pass ran out of stack.",
        "",
        "Split the expression or the function.",
    ),
    Page(
        "P0904",
        "two things would get the same name in Rust",
        "Names are kept where Rust allows it. Two of them become the same one, and no rename was possible.",
        "class r: ...\n\nmod_r = r",
        "Rename one of the two.",
    ),
    Page(
        "P0905",
        "refused together with what it needs",
        "The item itself could be translated, but it uses another that was refused.",
        "",
        "See the diagnostics of the item that is named.",
    ),
    Page(
        "P0906",
        "this value depends on where the program runs",
        "The module reads something that exists only beside the Python source: `__file__`, package data, the module "
        "search path.",
        "here = os.path.dirname(__file__)",
        "Pass the path as an argument.",
    ),
    Page(
        "P0999",
        "the translator failed",
        "A fault of Portalis, not of the program. Nothing was written.",
        "",
        "Please report it with the source that led to it. PORTALIS_TRACEBACK=1 shows where it happened.",
    ),
)
