"""What a model may be asked for: the items of a translation, with all that the rules know of each."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import dedent

from portalis import api
from portalis.backends.declared import exception_statics
from portalis.backends.families import Families
from portalis.backends.signatures import (
    RUST_WORDS,
    Asked,
    asked_fields,
    asked_function,
    asked_method,
    method_name,
    shown_types,
)
from portalis.backends.splice import BODY, class_text, function_text, header, method_text
from portalis.backends.target import Part, Target
from portalis.diagnostics import Diagnostic, Severity, render
from portalis.interface import Function, Shape
from portalis.verify.foreign_classes import attributes_of, fields_of
from portalis.verify.kinds import (
    exception_base,
    exception_methods,
    first_line,
    heirs,
    is_protocol,
    lineage,
    marked_abstract,
    methods_with_inherited,
    strange_bases,
    without_objects,
)

_WORD = re.compile(r"\w+")
_LEFT_OUT = "Rules left it out, since what uses it was refused."
_UNSETTLED = "Rules do not know what it is given, since what uses it was refused."


def find_targets(source: api.SourceModule, result: api.TranslationResult) -> tuple[Target, ...]:
    """Every item that a candidate could stand for, those first that others use.

    What the program never uses is left out, as it is in the translation, unless something uses it that was refused.
    """
    found = _Finder(source, result)
    return (*found.targets(), *found.module())


@dataclass(frozen=True, slots=True)
class Base:
    """A translation that models may change, and its items."""

    files: dict[str, str]
    targets: tuple[Target, ...]
    wide: bool
    """Whether its ints are of any size, other than in the translation that rules answer with."""
    unasked: tuple[tuple[str, str], ...] = ()
    """What was refused and cannot be asked for, with the reason: nothing of it could be proved by itself."""


def find_base(request: api.TranslationRequest, result: api.TranslationResult) -> Base:
    """What models change: the translation, or where a refused item uses something that rules made for small ints, one for
    ints of any size. Rules saw all calls of what they narrowed; an item that they refused may make others.
    """
    module = request.modules[0]
    finder = _Finder(module, result)
    targets = (*finder.targets(), *finder.module())
    if request.options.int_mode != "auto" or not finder.narrow({t.name for t in targets if t.refused}):
        return Base(result.files, targets, False, finder.unasked())
    again = api.translate(replace(request, options=replace(request.options, int_mode="big")))
    finder = _Finder(module, again)
    return Base(again.files, (*finder.targets(), *finder.module()), True, finder.unasked())


class _Finder:
    """Looks for the items of one module."""

    def __init__(self, source: api.SourceModule, result: api.TranslationResult) -> None:
        self.source = source
        self.result = result
        self.tree = ast.parse(source.text)
        self.lines = source.text.splitlines()
        self.made: dict[str, list[Function]] = {}
        for function in result.functions:
            if not function.module:
                self.made.setdefault(function.name, []).append(function)
        self.functions = {n.name: n for n in self.tree.body if isinstance(n, ast.FunctionDef)}
        self.classes = {n.name: n for n in self.tree.body if isinstance(n, ast.ClassDef)}
        rust = {c.name: c.rust for c in result.classes if not c.module}
        self.struct_of = {name: rust.get(name, name) for name in self.classes}
        self.drafts = {name: class_text(result.files, struct) for name, struct in self.struct_of.items()}
        self.unsettled = {n for n, node in self.functions.items() if self._unsettled(n, node)}
        self.whole = {n for n, node in self.classes.items() if not self.drafts[n] or self._incomplete(node, result)}
        """Classes that rules made nothing of, or whose objects lack what only refused code gives them."""
        self.bare = {name for name, node in self.classes.items() if without_objects(node, self.classes)}
        """Abstract classes and protocols."""
        self.structs = {struct: name for name, struct in self.struct_of.items() if name not in self.bare}
        self._statics = exception_statics(self.classes)
        self.given = tuple(self._statics.values())
        handles = {
            s.name
            for f in result.functions if not f.module
            for s in (*(a.shape for a in f.arguments), f.result) if s.kind == "instance" and s.shared
        }  # fmt: skip
        self.families = Families(result.files, self.classes, self.bare, self.struct_of, handles - self.whole)
        self.defined_in = {m: c.name for c in self.classes.values() for m in c.body if isinstance(m, ast.FunctionDef)}
        self._unasked: dict[str, str] = {}

    def targets(self) -> list[Target]:
        """All of them but the module's own code."""
        nodes = self._nodes()
        about = {name: self._about(name, node) for name, (node, _) in nodes.items()}
        refused = {
            name for name, said in about.items()
            if (any(d.severity is Severity.ERROR for d in said) and self._lacks(name, *nodes[name]))
            or name in self.unsettled
            or (self._silent(name, *nodes[name]) and not any(d.code == "P0302" for d in said))
        }  # fmt: skip
        left_out = self._left_out(nodes, refused)
        self._unasked = self._elsewhere(refused)
        self.families.settle({n for n in self.classes if self.drafts[n] or n in refused or n in left_out})
        self.given = (*self._statics.values(), *self.families.declarations)
        found = []
        for name, (node, owner) in nodes.items():
            if name not in refused and name not in left_out and name not in self.made:
                continue
            reasons = tuple(render(d, self.lines) for d in about[name] if d.code != "P0302" or name in refused)
            reasons += (_LEFT_OUT,) if name in left_out else (_UNSETTLED,) if name in self.unsettled else ()
            open_ = name in refused or name not in self.made  # here or by what uses it
            if isinstance(node, ast.ClassDef):
                target = self._class(node, reasons)
            else:
                target = self._function(name, node, owner, open_, reasons)
            if isinstance(target, Target):
                found.append(replace(target, inferred=self._inferred(target)) if open_ else target)
            elif target and open_ and (name in refused or name not in self.bare):
                self._unasked[name] = target
        names = {u.name for u in found}
        return _in_order(
            [self._with_members(_with_calls(t, names, nodes[t.name][0]), nodes[t.name][0], names) for t in found]
        )

    def _with_members(self, target: Target, node: ast.AST, names: set[str]) -> Target:
        """A target that needs the classes that an abstract one in it stands for."""
        members = {m for n in self._said(node) & self.families.members.keys() for m in self.families.members[n]}
        return replace(target, calls=tuple(sorted({*target.calls, *(members & names - {target.name})})))

    def _inferred(self, target: Target) -> tuple[str, ...]:
        """What inference found for an item that has no Rust, or for the methods of one."""
        names = {p.name for p in target.parts}
        return tuple(dict.fromkeys(shown_types(f) for f in self.result.refused if not f.module and f.name in names))

    def unasked(self) -> tuple[tuple[str, str], ...]:
        """What :meth:`targets` found to be refused and left out, with the reason."""
        return tuple(self._unasked.items())

    def module(self) -> list[Target]:
        """The code at the module's top, where it does something and rules refused it."""
        rest = self._rest()
        active = [s for s in rest if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
        files = self.result.files
        if "<module>" in self.made or not active or "src/lib.rs" in files:
            return []
        if not files and all(isinstance(s, (ast.Assign, ast.AnnAssign)) for s in active):
            return []  # a library of which nothing was made
        about = self._about_module(rest)
        used = {name for s in rest for name in _mentions(s)} & {*self.functions, *self.classes}
        # Variables of the module that functions read live in the runtime's cells, which a candidate cannot declare.
        text = "\n".join(ast.get_source_segment(self.source.text, s) or "" for s in rest)
        return [
            Target(
                "<module>", "module", BODY, "", text, 1, len(self.lines), True, "", f"fn {BODY}()",
                (Part("<module>", BODY, "", ("None",)),), tuple(render(d, self.lines) for d in about), tuple(sorted(used)),
                structs=tuple(self.structs.items()), covers=tuple((s.lineno, s.end_lineno or s.lineno) for s in rest),
                given=self.given,
            )
        ]  # fmt: skip

    def narrow(self, refused: set[str]) -> bool:
        """Whether any of these items uses a function or class that takes or holds machine ints."""
        small = {
            n.rpartition(".")[2]
            for n, made in self.made.items()
            for f in made
            if any(_small(a.shape) for a in f.arguments)
        }
        fields = {c.name: c.fields for c in self.result.classes if not c.module and self.drafts.get(c.name)}
        small |= {name for name, held in fields.items() if any(_small(shape) for _, _, shape in held)}
        nodes: list[ast.AST] = [node for name, (node, _) in self._nodes().items() if name in refused]
        if "<module>" in refused:
            nodes += self._rest()
        owners = {n.partition(".")[0] for n in refused if "." in n}
        used = {word.lstrip(".") for node in nodes for word in _mentions(node)} | owners
        return bool(used & (small - refused))

    def _nodes(self) -> dict[str, tuple[ast.FunctionDef | ast.ClassDef, str]]:
        """What may be an item by its name, with the class of each method; the methods of a class without Rust are its own."""
        found: dict[str, tuple[ast.FunctionDef | ast.ClassDef, str]] = {}
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef) or (isinstance(node, ast.ClassDef) and node.name in self.whole):
                found[node.name] = (node, "")
            elif isinstance(node, ast.ClassDef):
                for owner, part in methods_with_inherited(node, self.classes):
                    if not _twice(owner, part.name) and not marked_abstract(part):
                        found[f"{node.name}.{part.name}"] = (part, node.name)
        return found

    def _lacks(self, name: str, node: ast.FunctionDef | ast.ClassDef, owner: str) -> bool:
        """Whether an item has to be asked for where rules refused something of it. What a class inherits, only where rules did
        not make it for this class, and something may use it.
        """
        if not isinstance(node, ast.FunctionDef) or not owner or node in self.classes[owner].body:
            return True
        used = any(isinstance(n, ast.Attribute) and n.attr == node.name for n in ast.walk(self.tree))
        return name not in self.made and (used or self.defined_in[node] in self.bare)

    def _elsewhere(self, refused: set[str]) -> dict[str, str]:
        """What rules refused and no item stands for, with the reason."""
        found: dict[str, str] = {}
        errors = [d.span for d in self.result.diagnostics if d.severity is Severity.ERROR and d.span is not None]
        for path in dict.fromkeys(s.path for s in errors if s.path != self.source.path):
            found[path] = "models are asked for items of the first module alone"
        lines = [s.line for s in errors if s.path == self.source.path]

        def within(node: ast.stmt) -> bool:
            return any(first_line(node) <= line <= (node.end_lineno or node.lineno) for line in lines)

        for node in self.tree.body:
            if isinstance(node, ast.AsyncFunctionDef) and within(node):
                found[node.name] = "it is `async`, and the verifier calls nothing that is"
            elif isinstance(node, ast.ClassDef) and node.name not in self.whole:
                for part in node.body:
                    if isinstance(part, ast.FunctionDef) and _twice(node, part.name) and within(part):
                        found[f"{node.name}.{part.name}"] = (
                            "it is one of two definitions of its name, as a property with a setter has"
                        )
        return found

    def _silent(self, name: str, node: ast.FunctionDef | ast.ClassDef, owner: str) -> bool:
        """Whether rules made nothing of a function, be it without a word, since they refused what it uses."""
        if owner and node not in self.classes[owner].body:
            return False  # nobody calls it for this class
        broken = any(d.severity is Severity.ERROR for d in self.result.diagnostics)
        return broken and name not in self.made and isinstance(node, ast.FunctionDef)

    def _unsettled(self, name: str, node: ast.FunctionDef) -> bool:
        """Whether rules made a function for an argument of which they know nothing: all that gives it was refused."""
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        defaults = dict(
            zip([a.arg for a in reversed([*node.args.posonlyargs, *node.args.args])], reversed(node.args.defaults))
        )
        unknown = set()
        for given in arguments:
            said = given.annotation if given.annotation is not None else defaults.get(given.arg)
            if said is None or not any(isinstance(n, ast.Constant) and n.value is None for n in ast.walk(said)):
                unknown.add(given.arg)
        return any(a.name in unknown and a.shape.rust == "()" for f in self.made.get(name, []) for a in f.arguments)

    def _incomplete(self, node: ast.ClassDef, result: api.TranslationResult) -> bool:
        """Whether a class that rules made has fields of which they know nothing."""
        methods = [m for m in node.body if isinstance(m, ast.FunctionDef)]
        held = next(
            ({f for f, _, _ in c.fields} for c in result.classes if c.name == node.name and not c.module), set()
        )
        lacking = attributes_of(node, self.classes) - held
        return bool(lacking) or any(self._unsettled(f"{node.name}.{m.name}", m) for m in methods)

    def _about(self, name: str, node: ast.FunctionDef | ast.ClassDef) -> list[Diagnostic]:
        first, last = first_line(node), node.end_lineno or node.lineno
        near = [d for d in self.result.diagnostics if d.span is not None and d.span.path == self.source.path]
        about = [d for d in near if d.span is not None and first <= d.span.line <= last]
        return about + [d for d in self.result.diagnostics if d.span is None and d.message.startswith(f"`{name}`")]

    def _about_module(self, rest: Sequence[ast.stmt]) -> list[Diagnostic]:
        own = {n for s in rest for n in range(s.lineno, (s.end_lineno or s.lineno) + 1)}
        return [
            d for d in self.result.diagnostics
            if (d.span.line in own if d.span else d.message.startswith("`<module>`"))
        ]  # fmt: skip

    def _rest(self) -> list[ast.stmt]:
        inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
        return [s for s in self.tree.body if not isinstance(s, inner)]

    def _left_out(self, nodes: Mapping[str, tuple[ast.FunctionDef | ast.ClassDef, str]], refused: set[str]) -> set[str]:
        """What has no Rust for the only reason that what uses it was refused."""
        rest = self._rest()
        users: list[ast.AST] = [nodes[name][0] for name in sorted(refused)]
        if "<module>" not in self.made and "src/lib.rs" not in self.result.files:
            users += rest
        spoken = set[str]().union(*map(_mentions, users))
        found: set[str] = set()
        while users:
            user = users.pop()
            mentioned = _mentions(user)
            decorators = {name for d in getattr(user, "decorator_list", []) for name in _mentions(d)}
            for name, (node, owner) in nodes.items():
                if name in found or name in refused or name in self.made or node is user:
                    continue
                if owner and node not in self.classes[owner].body and owner not in spoken:
                    continue  # what a class inherits is another item only where objects of this class are used
                # what a decorator does is a part of what it decorates
                if (node.name in mentioned - decorators) if not owner else f".{node.name}" in mentioned:
                    found.add(name)
                    users.append(node)
        return found

    def _function(
        self, name: str, node: ast.FunctionDef, owner: str, refused: bool, reasons: tuple[str, ...]
    ) -> Target | str:
        """A function or method, or why it cannot be asked for."""
        if refused and (named := self._empty_in(node)):
            return f"it takes or gives `{named}`, and there are no objects of a class that this stands for"
        struct = self.struct_of[owner] if owner else ""
        known = self.made.get(name, []) if not refused else []
        rust = method_name(node) if owner else f"{node.name}_" if node.name in RUST_WORDS else node.name
        names = [f.rust.rpartition("::")[2] for f in known] or [rust]
        if not all(n.isidentifier() and n.isascii() for n in names):
            return "its name is none in Rust"
        files = self.result.files
        drafts = [method_text(files, struct, n) if owner else function_text(files, n) for n in names]
        text = self._text(node)
        if known:
            # others call it as it is
            asked: Asked | None = Asked("\n".join(map(header, drafts)), ())
            parts = tuple(Part(name, n, text, None) for n in names)
        else:
            asked = (
                asked_method(node, rust, owner, self.families.named)
                if owner
                else asked_function(node, rust, self.families.named)
            )
            parts = (Part(name, rust, text, asked.types if asked is not None else None),)
        return Target(
            name, "method" if owner else "function", names[0], struct, text, first_line(node),
            node.end_lineno or node.lineno, refused, "\n\n".join(d for d in drafts if d),
            asked.rust if asked is not None else "", parts, reasons, (), self._background(node), tuple(self.structs.items()),
            ((first_line(node), node.end_lineno or node.lineno),), given=self.given,
        )  # fmt: skip

    def _class(self, node: ast.ClassDef, reasons: tuple[str, ...]) -> Target | str:
        """A class as one item, where its objects can be exchanged and each of its methods can be judged, or why it is none.

        It has what bases without objects give to it: that has no other Rust. An exception has what any class above it does, and
        how `BaseException` makes and shows it.
        """
        if problem := self._why_no_item(node):
            return problem
        struct = self.struct_of[node.name]
        raised = bool(exception_base(node, self.classes))
        everything = [(o, m) for o, m in methods_with_inherited(node, self.classes) if not marked_abstract(m)]
        if raised and not everything:  # the declaration of the class is all that there is, and every candidate gets it
            return ""
        methods = [m for o, m in everything if o is node or o.name in self.bare or raised]
        if not any(m.name == "__init__" for m in methods) and fields_of(node):
            methods = [self._made_by_fields(node), *methods]
        there = {m.name for m in methods}
        methods += [m for m in exception_methods(node, self.classes) if m.name not in there]
        parts = []
        said = []
        for method in methods:
            rust = method_name(method)
            asked = asked_method(method, rust, node.name, self.families.named)
            text = self._text(method) if any(m is method for _, m in everything) else ast.unparse(method)
            parts.append(Part(f"{node.name}.{method.name}", rust, text, asked.types if asked is not None else None))
            said.append(f"    {asked.rust if asked is not None else f'fn {rust}(…)'};")
        if not parts:
            return "it has neither methods nor a dataclass's fields: nothing of it could be compared"
        names = sorted(attributes_of(node, self.classes))
        fields = "".join(f"    {f},\n" for f in asked_fields(node, names, self.classes, self.families.named))
        signature = f"struct {struct} {{\n{fields}}}\n\nimpl {struct} {{\n" + "\n".join(said) + "\n}"
        own = [node, *(o for o in lineage(node, self.classes) if o.name in self.bare)]
        return Target(
            node.name, "class", struct, struct, self._text(node), first_line(node), node.end_lineno or node.lineno, True,
            "", signature, tuple(parts), reasons, (), self._background(node), tuple(self.structs.items()),
            tuple((first_line(o), o.end_lineno or o.lineno) for o in own), raised, self.given,
        )  # fmt: skip

    def _why_no_item(self, node: ast.ClassDef) -> str:
        """Why a class cannot be asked for; empty where it can."""
        methods = [m for _, m in methods_with_inherited(node, self.classes)]
        if node.name in self.bare:
            word = "a protocol" if is_protocol(node) else "abstract"
            below = ", ".join(f"`{n.name}`" for n in heirs(node, self.classes))
            rest = (
                f"what it gives to {below} is asked for with these"
                if below
                else "nothing in the module derives from it"
            )
            return f"it is {word}: there are no objects of it that could be compared; {rest}"
        if strange := strange_bases(node, self.classes):
            return f"it derives from `{strange[0]}`, whose objects cannot be exchanged"
        if exception_base(node, self.classes) and node.name not in self._statics:
            return "it derives from several exceptions, or from one that translations do not have"
        if any(isinstance(m, ast.AsyncFunctionDef) for o in lineage(node, self.classes) for m in o.body):
            return "it has `async` methods, and the verifier calls nothing that is"
        if twice := next((m.name for m in methods if _twice(node, m.name)), ""):
            return f"it has two definitions of `{twice}`, as a property with a setter has"
        return ""

    def _empty_in(self, node: ast.FunctionDef) -> str:
        """An abstract class or protocol among the types that a function takes or gives of which there are no objects."""
        return next((n for n in sorted(self.bare & self._said(node)) if n not in self.families.named), "")

    def _said(self, node: ast.AST) -> set[str]:
        """The names in the annotations of what a function takes and gives, or of what stands in a class."""
        given = [part.annotation for part in ast.walk(node) if isinstance(part, (ast.arg, ast.AnnAssign))]
        given += [part.returns for part in ast.walk(node) if isinstance(part, ast.FunctionDef)]
        return set[str]().union(*(_named(part) for part in given if part is not None))

    def _made_by_fields(self, node: ast.ClassDef) -> ast.FunctionDef:
        """The constructor that a dataclass has from its fields, without defaults: how it is called with all of them."""
        stated: dict[str, str] = {}
        for owner in reversed(lineage(node, self.classes)):
            for part in owner.body:
                match part:
                    case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation) if name in fields_of(owner):
                        stated[name] = ast.unparse(annotation)
        inside = "".join(f", {name}: {annotation}" for name, annotation in stated.items())
        made = ast.parse(f"def __init__(self{inside}): pass").body[0]
        assert isinstance(made, ast.FunctionDef)
        return made

    def _background(self, node: ast.FunctionDef | ast.ClassDef) -> str:
        """The Python of this module's decorators and bases that an item rests on."""
        named = {name for d in node.decorator_list for name in _mentions(d)}
        found: list[ast.FunctionDef | ast.ClassDef] = [self.functions[n] for n in sorted(named & set(self.functions))]
        found += lineage(node, self.classes)[1:] if isinstance(node, ast.ClassDef) else []
        return "\n\n".join(map(self._text, found))

    def _text(self, node: ast.FunctionDef | ast.ClassDef) -> str:
        return dedent("\n".join(self.lines[first_line(node) - 1 : node.end_lineno]))


def _twice(node: ast.ClassDef, name: str) -> bool:
    """Whether a class has two definitions of a name, as a property with a setter has."""
    return sum(isinstance(p, ast.FunctionDef) and p.name == name for p in node.body) > 1


def _small(shape: Shape) -> bool:
    return any(part.kind in ("int", "number") and part.bits for part in shape.parts())


def _mentions(node: ast.AST) -> set[str]:
    """The names in a tree, and with a point before it each attribute."""
    names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    return names | {f".{n.attr}" for n in ast.walk(node) if isinstance(n, ast.Attribute)}


def _named(annotation: ast.expr) -> set[str]:
    """The names in an annotation, those in quotes too."""
    found = _mentions(annotation)
    for part in ast.walk(annotation):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            found |= set(_WORD.findall(part.value))
    return found


def _with_calls(target: Target, names: set[str], node: ast.AST) -> Target:
    mentioned = _mentions(node)
    used = [n for n in names - {target.name} if n in mentioned or ("." in n and f".{n.partition('.')[2]}" in mentioned)]
    return replace(target, calls=tuple(sorted(used)))


def _in_order(found: list[Target]) -> list[Target]:
    """Those that others call before them; the order of the file where they call each other."""
    by_name = {t.name: t for t in found}
    done: dict[str, Target] = {}

    def visit(target: Target, above: frozenset[str]) -> None:
        for name in target.calls:
            if name in by_name and name not in done and name not in above:
                visit(by_name[name], above | {target.name})
        done.setdefault(target.name, target)

    for target in found:
        visit(target, frozenset())
    return list(done.values())
