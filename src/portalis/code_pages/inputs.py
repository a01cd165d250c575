"""P01xx: the input is not Python, or cannot be read. These end the command with exit status 2."""

from __future__ import annotations

from portalis.code_pages.page import Page

PAGES = (
    Page(
        "P0101",
        "the source is not valid Python",
        "CPython's own parser rejects the file, so there is nothing to translate. The message and the place are the "
        "parser's. The grammar is the one of the Python that runs Portalis.",
        "def area(width, height)\n    return width * height",
        "Run the file with `python` first; it shows the same error.",
    ),
    Page(
        "P0102",
        "the input cannot be read",
        "The path does not exist, is neither a file nor a folder, or the system refused to read it.",
        "",
        "Check the path and its permissions. `-` reads standard input.",
    ),
    Page(
        "P0103",
        "the source holds a null byte",
        "Python source may not contain the byte 0. Most often the file is binary, or UTF-16 text.",
        "",
        "Save the file as UTF-8.",
    ),
    Page(
        "P0104",
        "the source is not text in its declared encoding",
        "Source is UTF-8 unless a coding comment in one of the first two lines says otherwise (PEP 263). The bytes "
        "could not be decoded with the encoding that applies.",
        "# -*- coding: ascii -*-\nname = 'Ångström'",
        "Save the file as UTF-8, or name the right encoding in the coding comment.",
    ),
    Page(
        "P0105",
        "the declared encoding is unknown",
        "The coding comment names a codec that Python does not have, that is no text encoding, or that contradicts "
        "the byte order mark at the start of the file.",
        "# -*- coding: klingon -*-",
        "Remove the comment and save the file as UTF-8.",
    ),
    Page(
        "P0106",
        "the source is too large",
        "A file has more bytes, or a line more characters, than Portalis accepts. Such files are nearly always "
        "generated data.",
        "",
        "Move the data into a file that the program reads.",
    ),
    Page(
        "P0107",
        "the source is nested too deeply",
        "Brackets, blocks or expressions are nested deeper than the compiler follows. CPython has limits of its own "
        "here: 200 brackets, 100 levels of indentation, and a few thousand levels of expression.",
        "x = ((((((((1))))))))  # … thousands deep",
        "Split the expression with a loop or with intermediate names.",
    ),
    Page(
        "P0108",
        "the folder holds no Python",
        "A folder is translated as a package: every `.py` file in it becomes a Rust module. None was found.",
        "",
        "Name the folder that holds the `.py` files. Hidden folders, `__pycache__` and virtual environments are "
        "passed over.",
    ),
    Page(
        "P0109",
        "the output folder is not empty",
        "Portalis does not mix its output with files that it did not write.",
        "",
        "Choose another folder, or pass `--force` to replace this one.",
    ),
    Page(
        "P0110",
        "the output cannot be written",
        "The system refused to create or fill the output folder: no permission, no space, or something else stands "
        "at that path. Nothing was left behind.",
        "",
        "Check the permissions and the free space of the folder that is to hold the output.",
    ),
    Page(
        "P0111",
        "the option's value cannot be used",
        "An option has a value that the translation cannot work with, for example the name of a pass that does not "
        "exist.",
        "",
        "See `portalis translate --help`.",
    ),
    Page(
        "P0112",
        "two source files make one module",
        "A package folder holds both `name.py` and `name/__init__.py`. Python imports only the folder, and a Rust "
        "module of that name can exist once.",
        "",
        "Rename or remove one of the two.",
    ),
    Page(
        "P0120",
        "a Rust tool is missing",
        "Translating needs no Rust, but `portalis run` builds, and so needs `cargo`.",
        "",
        "Install Rust, or use `portalis translate` and build elsewhere.",
    ),
    Page(
        "P0121",
        "cargo could not build the package",
        "`portalis run` translated the program without a refusal, and cargo failed to build the result. Where cargo "
        "complains of the network or of the disk, that is the cause. Where rustc rejects the program, Portalis is "
        "wrong.",
        "",
        "When rustc reports an error in the translated program, please report it with the Python that led to it.",
    ),
    Page(
        "P0122",
        "there is no sandbox",
        "`portalis verify` compiles and runs code that nobody has read. It does so inside bubblewrap, which is missing "
        "here, or which the system does not let make namespaces.",
        "",
        "Install Debian's `bubblewrap`. In a container, allow user namespaces; `docs/verification.md` says how. For code "
        "that you trust, `--unsafe-no-sandbox` runs it with resource limits only.",
    ),
    Page(
        "P0123",
        "the extra `verify` is not installed",
        "`portalis verify` needs libraries that translating does not.",
        "",
        "`pip install 'portalis[verify]'`",
    ),
)
