"""The passes, in order, on one screen."""

from __future__ import annotations

import ast
import doctest
import sys
from collections.abc import Iterator, Sequence

import portalis.irbuild.adapters
import portalis.irbuild.builtins
import portalis.irbuild.calls
import portalis.irbuild.collected
import portalis.irbuild.comparisons
import portalis.irbuild.comprehensions
import portalis.irbuild.containers
import portalis.irbuild.dunders
import portalis.irbuild.encodings
import portalis.irbuild.iterators
import portalis.irbuild.library
import portalis.irbuild.logic
import portalis.irbuild.numbers
import portalis.irbuild.operator_functions
import portalis.irbuild.patterns
import portalis.irbuild.templates
import portalis.irbuild.text
import portalis.irbuild.type_tests  # noqa: F401 - these register what they translate
from portalis.analysis import handed_on, iterators, kept_iterators, liveness, raising, try_variables
from portalis.analysis.ownership import Ownership
from portalis.codegen.package import Finished, Package, assemble
from portalis.diagnostics import Diagnostic, Severity, Span
from portalis.frontend import scopes
from portalis.frontend.annotation_names import undefined_names
from portalis.frontend.class_scope import resolve_class_names
from portalis.frontend.class_variables import assigned_elsewhere, share_class_variables
from portalis.frontend.dataclass_fields import write_field_options
from portalis.frontend.dataclass_init import write_initialisers
from portalis.frontend.declarations import seed_attributes, stored_attributes, take_aliases
from portalis.frontend.desugar import Desugaring, UnsupportedMatchError
from portalis.frontend.early_names import early_bases, mark_early
from portalis.frontend.enums import take_enums
from portalis.frontend.generators import BY_INDEX, ITEMS
from portalis.frontend.hierarchy import flatten, mentioned_elsewhere
from portalis.frontend.imports import missing_definitions, missing_members, spell_out_imports, take_typing_imports
from portalis.frontend.kept_iterators import Place, write_generators
from portalis.frontend.late_attributes import begin_late_attributes
from portalis.frontend.linking import Linked, Linker
from portalis.frontend.named_tuples import take_named_tuples
from portalis.frontend.nested_classes import lift_nested_classes
from portalis.frontend.new_types import take_new_types
from portalis.frontend.pattern_flags import number_flags
from portalis.frontend.source import SourceModule, parse
from portalis.frontend.symbols import ModuleInfo, collect, names_written
from portalis.frontend.tree import walk
from portalis.frontend.typed_dicts import take_typed_dicts
from portalis.frontend.wrappers import bring_wrappers
from portalis.ir import ops
from portalis.ir.text import function
from portalis.ir.types import cells_of
from portalis.irbuild.builder import Builder
from portalis.irbuild.entries import open_entries
from portalis.irbuild.program import Deadline, Instance, Program, Refuse
from portalis.irbuild.statements import block
from portalis.options import Options
from portalis.primitives.registry import PATTERN_FLAGS

PASSES = ("parse", "scopes", "infer", "ownership", "raising", "codegen")
EXAMPLES = "__portalis_examples__"
_ATTEMPTS = 6
"""How often a program is read at most: an iterator that is given to one that acts may have to act itself."""


class Translation:
    """One run of the pipeline over the modules of a program."""

    def __init__(self, modules: Sequence[SourceModule], options: Options) -> None:
        self.sources = modules
        self.options = options
        self.diagnostics: list[Diagnostic] = []
        self.modules: list[ModuleInfo] = []
        self.program: Program | None = None
        self.package: Package | None = None
        self.library = True
        self.lazy: dict[str, set[Place]] = {}
        """The iterators of each module that are written as generator functions."""

    def run(self) -> Iterator[str | Finished]:
        """Runs the passes; yields the name of each when it is done, and each function when its Rust stands."""
        if sys.getrecursionlimit() < 20_000:
            sys.setrecursionlimit(20_000)
        told: set[str] = set()
        for attempt in range(_ATTEMPTS):
            known = sum(map(len, self.lazy.values()))
            for step in self._passes(again=attempt + 1 < _ATTEMPTS):
                if not isinstance(step, str) or step not in told:
                    yield step
                if isinstance(step, str):
                    told.add(step)
            if self.package is not None or sum(map(len, self.lazy.values())) == known:
                return
            self.diagnostics, self.modules, self.program = [], [], None

    def _finds_lazy(self, program: Program, late: Sequence[tuple[Instance, ops.Expr]]) -> bool:
        """Whether there are iterators to be written as generator functions that are not so yet."""
        new = {
            module: left
            for module, places in kept_iterators.that_show(program, late).items()
            if (left := places - self.lazy.get(module, set()))
        }
        for module, places in new.items():
            self.lazy.setdefault(module, set()).update(places)
        return bool(new)

    def _passes(self, again: bool) -> Iterator[str | Finished]:
        """One run through the passes, left when it has to be begun anew and that may be done `again`."""
        trees = [parse(s.text, s.path) for s in self.sources]
        if len(trees) > 1:
            linked = [Linked(s.name, tree, s.is_package) for s, tree in zip(self.sources, trees)]
            paths = {s.name: s.path for s in self.sources}
            for home, statement, name in missing_definitions(linked):
                self._refuse_import(paths[home.name], statement, name)
            spell_out_imports(linked)
            bring_wrappers(linked)
        if not self._read(trees):
            return
        linked = [Linked(s.name, m.tree, s.is_package) for s, m in zip(self.sources, self.modules)]
        linker = Linker(linked)
        hierarchy = flatten(linker)
        hierarchy.written = frozenset(
            f"{key}.{name.rpartition('.')[2]}"
            for m in self.modules
            for name in m.written
            if (key := linker.keys[m.name].get(name.rpartition(".")[0]))
        )
        related = {key for order in hierarchy.order.values() if len(order) > 1 for key in order}
        for m in self.modules:
            write_field_options(m.tree, {name for name, key in linker.keys[m.name].items() if key in related})
            write_initialisers(m.tree)
        outside = stored_attributes([m.tree for m in self.modules])
        for module in self.modules:
            module.hierarchy, module.keys = hierarchy, linker.keys[module.name]
            seed_attributes(module.tree, outside)
            errors = {name for name, key in module.keys.items() if key in hierarchy.errors}
            module.late = begin_late_attributes(module.tree, errors)
        # The first module given is the one that is translated for; the others follow from the outside in.
        self.modules[1:] = sorted(self.modules[1:], key=lambda m: m.name.count("."))
        yield "parse"
        first = self.modules[0]  # `__main__.py` is run, even where it does no more than to import
        self.library = first.name.rpartition(".")[2] != "__main__" and not _has_script(first)
        assigned = assigned_elsewhere(linker)
        for m in self.modules:
            m.is_main = m is self.modules[0]
            if self.library:
                _add_examples(m)
            shared = m.class_variables
            m.scope = scopes.analyse(m.tree, shared.names.values(), shared.assigned | assigned.get(m.name, set()))
            collect(m, linker)
        yield "scopes"
        program = self.program = Program(self.modules, linker, self.options, _walk)
        program.library = self.library
        try:
            program.run()
            open_entries(program, EXAMPLES)
            program.finish()
        except Deadline:
            self.diagnostics.append(
                Diagnostic("P0901", f"the translation took more than {self.options.deadline_s:g} s")
            )
            return
        except Refuse as r:
            self.diagnostics.append(program.diagnostic(program.instances[0], r))
            return
        program.instances = [i for i in program.instances if not (i.info is not None and i.info.name == EXAMPLES)]
        _drop_unreached(program, self.library)
        if (
            again
            and any(r.code == "P0705" for i in program.instances for r in i.refusals)
            and self._finds_lazy(program, kept_iterators.that_see_later(program))
        ):
            return
        self._collect_refusals(program)
        yield "infer"
        if any(d.severity is Severity.ERROR for d in self.diagnostics) and not self.options.partial:
            return
        for inst in program.instances:
            try_variables.mark(inst)
            liveness.run(inst)
        program.handles = iterators.needs_handles(program)
        ownership = Ownership(program)
        ownership.run()
        for cell in ownership.unsupported():
            module, node = cell.origin if isinstance(cell.origin, tuple) else (self.modules[0], None)
            refusal = Refuse(
                "P0501", f"a `{cell.kind}` that several names reach and one of them changes is not translated yet", node
            )
            self.diagnostics.append(program.diagnostic(program.top[module.name], refusal))
        reported: set[ast.expr] = set()
        for ty, node, info in program.defaults:
            if any(cell.find().mutated for cell in cells_of(ty)) and node not in reported:
                reported.add(node)
                where = program.top[info.module.name]
                refusal = Refuse(
                    "P0506", f"the default of a parameter of `{info.name}` is changed", node, "use None as the default"
                )
                self.diagnostics.append(program.diagnostic(where, refusal))
        yield "ownership"
        raising.run(program, self.library)
        self.diagnostics += [program.diagnostic(inst, refusal) for inst, refusal in handed_on.run(program)]
        late = kept_iterators.that_see_later(program)
        if again and self._finds_lazy(program, late):
            return
        for inst, e in late:
            refusal = Refuse("P0705", "an iterator that is kept sees what is assigned later", e.pos)
            self.diagnostics.append(program.diagnostic(inst, refusal))
        yield "raising"
        if any(d.severity is Severity.ERROR for d in self.diagnostics) and not self.options.partial:
            return
        name = self.options.package_name or _package_name(self.modules[0].name)
        for step in assemble(program, self.library, name):
            if isinstance(step, Package):
                self.package = step
            else:
                yield step
        assert self.package is not None
        for inst, refusal in self.package.refusals:
            self.diagnostics.append(program.diagnostic(inst, refusal))
        yield "codegen"

    def _read(self, trees: Sequence[ast.Module]) -> bool:
        """Rewrites the modules, each in terms of fewer kinds of syntax; says whether all of it is understood."""
        imported = {a.name for t in trees for n in walk(t) if isinstance(n, ast.ImportFrom) for a in n.names}
        mentioned = mentioned_elsewhere(trees)
        desugared: list[Desugaring] = []
        for s, tree in zip(self.sources, trees):
            mark_early(tree)
            self._check_names(s, tree)
            module = ModuleInfo(s.name, s.path, tree, None, s.text)  # type: ignore[arg-type]
            module.written = names_written(tree)
            module.typing_imports = take_typing_imports(tree)
            if s.name in self.lazy:
                write_generators(tree, self.lazy[s.name])
            resolve_class_names(tree)
            lift_nested_classes(tree)
            module.enums, module.named_tuples = take_enums(tree), take_named_tuples(tree)
            take_typed_dicts(tree, imported)
            take_new_types(tree, imported)
            desugared.append(Desugaring(tree))
            self.modules.append(module)
        linked = [Linked(s.name, tree, s.is_package) for s, tree in zip(self.sources, trees)]
        shared = share_class_variables(linked, [d.fresh for d in desugared])
        for s, module, rest, names in zip(self.sources, self.modules, desugared, mentioned):
            module.class_variables = shared[module.name]
            try:
                rest.statements(names)
            except UnsupportedMatchError as error:
                line, column = error.node.lineno, error.node.col_offset
                span = Span(s.path, line, column, error.node.end_lineno, error.node.end_col_offset)
                self.diagnostics.append(Diagnostic("P0206", str(error), span))
                return False
            if len(self.sources) == 1:
                number_flags(module.tree, PATTERN_FLAGS)
            module.aliases = take_aliases(module.tree)
        return True

    def _check_names(self, source: SourceModule, tree: ast.Module) -> None:
        """Refuses names in annotations and bases that Python would not find."""
        found = [(n, "this annotation stands", ", or quote the annotation") for n in undefined_names(tree)]
        found += [(n, "this class is made", "") for n in early_bases(tree)]
        for statement, name in missing_members(tree, {s.name for s in self.sources}):
            self._refuse_import(source.path, statement, name)
        for n, where, rest in found:
            span = Span(source.path, n.lineno, n.col_offset, n.end_lineno or n.lineno, n.end_col_offset or 0)
            message = f"`{n.id}` is not defined where {where}: Python raises NameError here"
            self.diagnostics.append(Diagnostic("P0311", message, span, f"import or define it before{rest}"))

    def _refuse_import(self, path: str, s: ast.ImportFrom, name: str) -> None:
        span = Span(path, s.lineno, s.col_offset, s.end_lineno or s.lineno, s.end_col_offset or 0)
        message = f"`{'.' * s.level}{s.module or ''}` has no `{name}`: Python raises ImportError here"
        self.diagnostics.append(Diagnostic("P0311", message, span))

    def dump(self) -> str:
        """What the passes so far have left, as text."""
        if self.package is not None:
            return "\n".join(f"=== {name}\n{text}" for name, text in self.package.files.items() if "/pyrt/" not in name)
        if self.program is not None:
            shown = [function(i.name, i.vars.values(), i.ret, i.body) for i in self.program.instances]
            return "\n\n".join(shown) + "\n"
        if self.modules and self.modules[0].scope is not None:
            lines: list[str] = []
            for m in self.modules:
                todo = [m.scope]
                while todo:
                    scope = todo.pop(0)
                    lines.append(getattr(scope.node, "name", m.name))
                    lines += [f"    {w}{' maybe unbound' if w.maybe_unbound else ''}" for w in scope.webs]
                    todo += scope.children.values()
            return "\n".join(lines) + "\n"
        return "\n".join(ast.dump(m.tree, indent=2) for m in self.modules) + "\n"

    def _collect_refusals(self, program: Program) -> None:
        seen: set[tuple[str, str, int, int]] = set()
        for inst in program.instances:
            for refusal in inst.refusals:
                found = program.diagnostic(inst, refusal)
                path = found.span.path if found.span is not None else inst.module.path
                node = refusal.node
                key = (path, refusal.code, getattr(node, "lineno", 0), getattr(node, "col_offset", 0))
                if key not in seen:
                    seen.add(key)
                    self.diagnostics.append(found)
        for m in program.modules:
            everything = [*m.functions.values(), *(x for c in m.classes.values() for x in c.methods.values())]
            called = {f.node.lineno for f in everything if f.instances}
            for f in everything:
                if (
                    f.node.lineno in called
                    or f.name == EXAMPLES
                    or f.node in m.hierarchy.copies
                    or f.name in (ITEMS, BY_INDEX)
                ):
                    continue
                if self.library:
                    refusal = Refuse(
                        "P0302",
                        f"`{f.qualname}` is never called and its parameters have no annotation",
                        f.node,
                        "annotate its parameters",
                    )
                    self.diagnostics.append(program.diagnostic(program.top[m.name], refusal))
                else:
                    program.warn(m, "P0302", f"`{f.qualname}` is never called and is left out", f.node)
        self.diagnostics += program.warnings


def _package_name(name: str) -> str:
    from portalis.options import is_package_name

    text = (
        "".join(c if c.isascii() and (c.isalnum() or c in "_-") else "_" for c in name.split(".")[0]).strip("_").lower()
        or "program"
    )
    if not is_package_name(text):
        text = f"program_{text}"
    return text


def _has_script(m: ModuleInfo) -> bool:
    """Whether a module does something when it is run."""
    for s in m.tree.body:
        if isinstance(s, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)):
            continue
        if (
            isinstance(s, (ast.Assign, ast.AnnAssign))
            or (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
            or isinstance(s, ast.Pass)
        ):
            continue
        return True
    return False


def _add_examples(m: ModuleInfo) -> None:
    """Makes the calls in doctests call sites: a function that holds them, which is typed and then dropped."""
    body: list[ast.stmt] = []
    for node in walk(m.tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module)):
            text = ast.get_docstring(node)
            if text and ">>>" in text:
                body += _examples(text)
    if body:
        f = ast.parse(f"def {EXAMPLES}():\n    pass\n").body[0]
        assert isinstance(f, ast.FunctionDef)
        f.body = body
        m.tree.body.append(f)


def _examples(text: str) -> list[ast.stmt]:
    try:
        found = doctest.DocTestParser().get_examples(text)
    except ValueError:
        return []
    out: list[ast.stmt] = []
    for example in found:
        if example.exc_msg is not None:
            continue
        try:
            out += [s for s in ast.parse(example.source).body if isinstance(s, (ast.Expr, ast.Assign))]
        except SyntaxError:
            continue
    return out


def _walk(program: Program, inst: Instance) -> None:
    """Types and builds one instance."""
    b = Builder(program, inst)
    if inst.info is None:
        body: Sequence[ast.stmt] = inst.module.tree.body
    else:
        body = inst.info.node.body if isinstance(inst.info.node, ast.FunctionDef) else []
        inst.is_init = inst.info.name == "__init__" and inst.info.cls is not None
    inst.body = block(b, body)
    inst.falls_through = not b.dead
    if not b.dead and inst.info is not None and not inst.generates:
        from portalis.ir.types import NONE

        inst.returns(NONE)


def _drop_unreached(program: Program, library: bool) -> None:
    """Leaves out instances that nothing calls any more: inference made them from types that grew later."""
    reached: set[Instance] = set()
    work = [i for i in program.instances if i.info is None or i.is_entry]
    while work:
        inst = work.pop()
        if inst in reached:
            continue
        reached.add(inst)
        work += inst.calls
    for inst in program.instances:
        if inst not in reached and inst.info is not None and inst in inst.info.instances:
            inst.info.instances.remove(inst)
            if not inst.info.instances:
                inst.info.instances.append(inst)
    program.instances = [i for i in program.instances if i in reached]
