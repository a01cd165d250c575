"""Exception classes with attributes or methods: what `BaseException` does for them, written out.

An exception keeps the arguments that its initialiser hands to the built-in one, or else those that it was made with, and shows
itself by them. Such a class becomes one like any other, with the attribute `args`, `__str__` and `__repr__`.
"""

from __future__ import annotations

import ast

from portalis.frontend.linking import Linker
from portalis.frontend.tree import walk

EXCEPTION_NAMES: frozenset[str] = frozenset(
    "BaseException SystemExit KeyboardInterrupt GeneratorExit Exception ArithmeticError ZeroDivisionError OverflowError "
    "FloatingPointError AssertionError AttributeError BufferError EOFError ImportError ModuleNotFoundError LookupError "
    "IndexError KeyError MemoryError NameError UnboundLocalError OSError FileNotFoundError FileExistsError "
    "PermissionError TimeoutError ConnectionError RuntimeError NotImplementedError RecursionError StopIteration "
    "SyntaxError TypeError ValueError UnicodeError UnicodeDecodeError UnicodeEncodeError Warning".split()
)


_NUMBERED = frozenset("OSError FileNotFoundError FileExistsError PermissionError TimeoutError ConnectionError".split())
"""Those that make a number and a text of two arguments and more, and show these."""


def keep_arguments(cls: ast.ClassDef, linker: Linker, key: str, root: str) -> list[ast.stmt] | None:
    """The body of an exception class that was laid flat, with what its objects inherit from ``root``, a built-in exception.

    ``key`` is that of the class. None where it is not known how many arguments its objects keep, or how these are shown.
    """
    name, made = cls.name, list(cls.body)
    init = next((s for s in made if isinstance(s, ast.FunctionDef) and s.name == "__init__"), None)
    if init is None:
        init = _initialiser(cls, linker, key)
        if init is None:
            return None
        made.append(init)
    else:
        stores = _stores(init)
        if not stores:
            a = init.args
            if a.vararg or a.kwarg or a.defaults or a.kwonlyargs or not a.args or _named_arguments(linker, key):
                return None
            names = [ast.Name(p.arg, ast.Load()) for p in a.args[1:]]
            init.body = [_store(a.args[0].arg, list(names), init), *init.body]
    if any(isinstance(s, ast.FunctionDef) and s.name in ("__str__", "__repr__") and _acts(s) for s in made):
        return None  # it would act when the exception is raised, not when it is shown
    counts = {len(s.value.elts) for s in _stores(init) if isinstance(s.value, ast.Tuple)}
    if len(counts) != 1:
        return None
    count = counts.pop()
    if count > 1 and root in _NUMBERED:
        return None
    known = {s.name for s in made if isinstance(s, ast.FunctionDef)}
    texts: dict[str, str] = {"__repr__": f"'{name}' + repr(self.args)"}
    if count == 1:
        texts["__repr__"] = f"'{name}(' + repr(self.args[0]) + ')'"
    texts["__str__"] = (
        ("''", "repr(self.args[0])" if root == "KeyError" else "str(self.args[0])")[count]
        if count < 2
        else "str(self.args)"
    )
    for method, text in texts.items():
        if method not in known:
            f = ast.parse(f"def {method}(self):\n    return {text}").body[0]
            for n in walk(f):
                if isinstance(n, (ast.expr, ast.stmt, ast.arg)):
                    ast.copy_location(n, init)
            made.append(f)
    return made


def _acts(f: ast.FunctionDef) -> bool:
    """Whether a method does more than to compute its result."""
    stores = any(isinstance(n, (ast.Attribute, ast.Subscript)) and not isinstance(n.ctx, ast.Load) for n in walk(f))
    calls = {n.func.id for n in walk(f) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    return stores or bool(calls & {"print", "input", "next"})


def arguments_kept(this: str, args: list[ast.expr], keywords: list[ast.keyword], where: ast.stmt) -> ast.stmt | None:
    """What stands for `super().__init__(…)` where that is `BaseException`'s."""
    if keywords or any(isinstance(a, ast.Starred) for a in args):
        return None
    return _store(this, args, where)


def _store(this: str, args: list[ast.expr], where: ast.AST) -> ast.stmt:
    target = ast.Attribute(ast.Name(this, ast.Load()), "args", ast.Store())
    made = ast.Assign([target], ast.Tuple(args, ast.Load()))
    for n in walk(made):
        if isinstance(n, (ast.expr, ast.stmt)) and not hasattr(n, "lineno"):
            ast.copy_location(n, where)
    return made


def _stores(init: ast.FunctionDef) -> list[ast.Assign]:
    return [
        s
        for s in walk(init)
        if isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Attribute) and s.targets[0].attr == "args"
    ]


def _named_arguments(linker: Linker, key: str) -> bool:
    """Whether some call of a class gives arguments by name: an exception does not keep those."""
    calls = [n for n in linker.uses(key) if isinstance(n, ast.Call)]
    return any(n.keywords or any(isinstance(a, ast.Starred) for a in n.args) for n in calls)


def _initialiser(cls: ast.ClassDef, linker: Linker, key: str) -> ast.FunctionDef | None:
    """An initialiser that keeps as many arguments as every call in the program gives."""
    counts: set[int] = set()
    for n in linker.uses(key):
        if isinstance(n, ast.Raise):
            counts.add(0)
        elif n.keywords or any(isinstance(a, ast.Starred) for a in n.args):
            return None
        else:
            counts.add(len(n.args))
    if len(counts) > 1:
        return None
    count = counts.pop() if counts else 0
    names = [f"argument_{i + 1}" for i in range(count)]
    f = ast.parse(f"def __init__({', '.join(['self', *names])}):\n    pass").body[0]
    assert isinstance(f, ast.FunctionDef)
    for part in walk(f):
        if isinstance(part, (ast.expr, ast.stmt, ast.arg)):
            ast.copy_location(part, cls)
    f.body = [_store("self", [ast.Name(n, ast.Load()) for n in names], cls)]
    return f


__all__ = ["EXCEPTION_NAMES", "arguments_kept", "keep_arguments"]
