"""What the names of a module stand for: functions, classes, parameters, imported things."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from portalis.frontend.class_variables import ClassVariables
from portalis.frontend.enums import Enumeration
from portalis.frontend.exception_classes import EXCEPTION_NAMES as EXCEPTION_NAMES
from portalis.frontend.hierarchy import Hierarchy
from portalis.frontend.linking import Linker
from portalis.frontend.scopes import Scope
from portalis.frontend.tree import children
from portalis.ir.types import BOTTOM, Cell, Family, PlainCell, Type


@dataclass(slots=True, eq=False)
class Param:
    """A parameter; `kind` is `normal`, `star`, `keyword` or `double_star`."""

    name: str
    node: ast.arg
    kind: str
    default: ast.expr | None


@dataclass(slots=True, eq=False)
class FunctionInfo:
    """A function as written."""

    name: str
    node: ast.FunctionDef | ast.Lambda
    scope: Scope
    module: ModuleInfo
    params: list[Param]
    cls: ClassInfo | None = None
    parent: FunctionInfo | None = None
    kind: str = "function"
    """`function`, `method`, `static`, `class` or `property`."""
    is_generator: bool = False
    instances: list[object] = field(default_factory=list)

    @property
    def qualname(self) -> str:
        """Its dotted name inside the module."""
        prefix = self.cls.name + "." if self.cls else self.parent.qualname + "." if self.parent else ""
        return prefix + self.name

    @property
    def sets(self) -> str:
        """The property that it is the setter of; empty for another function."""
        setters = self.cls.setters if self.cls is not None else {}
        return next((name for name, setter in setters.items() if setter is self), "")

    @property
    def written_name(self) -> str:
        """The dotted name by which verdicts speak of it: a setter's is `Box.size.setter`."""
        return f"{self.cls.name}.{self.sets}.setter" if self.cls is not None and self.sets else self.qualname


@dataclass(slots=True, eq=False)
class ClassInfo:
    """A user's class. All its instances are one alias class."""

    name: str
    node: ast.ClassDef
    module: ModuleInfo
    key: str
    """A name that no other class of the program has."""
    methods: dict[str, FunctionInfo] = field(default_factory=dict)
    setters: dict[str, FunctionInfo] = field(default_factory=dict)
    """What assigning to a property calls."""
    fields: dict[str, Type] = field(default_factory=dict)
    constants: dict[str, ast.expr] = field(default_factory=dict)
    annotations: dict[str, ast.expr] = field(default_factory=dict)
    cell: Cell = field(default_factory=lambda: Cell("instance", []))
    exception_base: str | None = None
    """The exception class that it derives from, if any: the name of a built-in one, or the key of another."""
    is_error: bool = False
    """Whether its objects are exceptions that have attributes or methods of their own."""
    is_dataclass: bool = False
    enum: Enumeration | None = None
    enum_type: Type = BOTTOM
    """The type of the values of an enumeration's members."""
    asked_type: Type = BOTTOM
    """The type of the values by which members are looked up."""
    asked: set[str] = field(default_factory=set)
    """What the Rust of the program asks of an enumeration: `name`, `value`, `of` a value, `find` of one, `named`, `json`."""
    given: dict[str, Type] = field(default_factory=dict)
    """What the Rust of the program asks of what an initialiser gave to an enumeration's members, with its types."""
    frozen: bool = False
    ordered: bool = False
    equality: bool = False
    used: bool = False
    hashed: bool = False
    """Whether its objects are keys."""
    unordered: bool = False
    """Whether its objects stand in tuples that are ordered, and have no order themselves."""
    made: bool = False
    """Whether the program makes an object of it."""
    late: set[str] = field(default_factory=set)
    """Attributes that an object may not have yet: None stands for absent."""
    family: Family = field(init=False)

    def __post_init__(self) -> None:
        self.family = Family(self)

    @property
    def qualified(self) -> str:
        """The name with that of its module, as the class shows itself."""
        name = getattr(self.node, "qualname", self.name)
        return f"{'__main__' if self.module.is_main else self.module.name}.{name}"

    def field_type(self, name: str) -> Type:
        """The type of an attribute, as far as it is known."""
        return self.fields.get(name, BOTTOM)


@dataclass(slots=True, eq=False)
class ModuleInfo:
    """One Python module."""

    name: str
    path: str
    tree: ast.Module
    scope: Scope
    text: str
    aliases: dict[str, ast.expr] = field(default_factory=dict)
    """The names of types, and what they stand for."""
    functions: dict[str, FunctionInfo] = field(default_factory=dict)
    classes: dict[str, ClassInfo] = field(default_factory=dict)
    class_variables: ClassVariables = field(default_factory=ClassVariables)
    hierarchy: Hierarchy = field(default_factory=Hierarchy)
    enums: dict[str, Enumeration] = field(default_factory=dict)
    named_tuples: set[str] = field(default_factory=set)
    late: dict[str, set[str]] = field(default_factory=dict)
    """The attributes of each class that an object may not have yet."""
    written: frozenset[str] = frozenset()
    """The dotted names of the functions and methods that the text has: others were made from it."""
    typing_imports: dict[str, ast.Import | ast.ImportFrom] = field(default_factory=dict)
    """What it imports for annotations alone, by name."""
    keys: dict[str, str] = field(default_factory=dict)
    """The keys of its classes, by name."""
    is_main: bool = True


def names_written(tree: ast.Module) -> frozenset[str]:
    """The dotted names of a module's functions and methods."""
    found: set[str] = set()
    for s in tree.body:
        if isinstance(s, ast.FunctionDef):
            found.add(s.name)
        elif isinstance(s, ast.ClassDef):
            found |= {f"{s.name}.{f.name}" for f in s.body if isinstance(f, ast.FunctionDef)}
    return frozenset(found)


def is_written(info: FunctionInfo) -> bool:
    """Whether Python knows a function by its name: it is in the text, or inherited from what is."""
    if info.cls is None:
        return info.parent is not None or info.name in info.module.written
    hierarchy = info.module.hierarchy
    order = hierarchy.order.get(info.cls.key, (info.cls.key,))
    return any(f"{key}.{info.sets or info.name}" in hierarchy.written for key in order)


def parameters_of(node: ast.FunctionDef | ast.Lambda) -> list[Param]:
    """The parameters of a function with their defaults, in order."""
    a = node.args
    plain = [*a.posonlyargs, *a.args]
    missing = len(plain) - len(a.defaults)
    found = [Param(p.arg, p, "normal", a.defaults[i - missing] if i >= missing else None) for i, p in enumerate(plain)]
    if a.vararg:
        found.append(Param(a.vararg.arg, a.vararg, "star", None))
    found += [Param(p.arg, p, "keyword", d) for p, d in zip(a.kwonlyargs, a.kw_defaults)]
    if a.kwarg:
        found.append(Param(a.kwarg.arg, a.kwarg, "double_star", None))
    return found


def _own_nodes(node: ast.AST) -> list[ast.AST]:
    """All nodes of a function body without those of nested functions."""
    found: list[ast.AST] = []
    stack: list[ast.AST] = list(getattr(node, "body", []))
    while stack:
        n = stack.pop()
        found.append(n)
        if not isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            stack.extend(children(n))
    return found


def make_function(
    node: ast.FunctionDef, scope: Scope, module: ModuleInfo, cls: ClassInfo | None, parent: FunctionInfo | None
) -> FunctionInfo:
    """Describes a function."""
    info = FunctionInfo(node.name, node, scope, module, parameters_of(node), cls, parent)
    info.is_generator = any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in _own_nodes(node))
    if cls is not None:
        info.kind = "method"
        for d in node.decorator_list:
            if isinstance(d, ast.Name) and d.id in ("staticmethod", "classmethod", "property"):
                info.kind = {"staticmethod": "static", "classmethod": "class", "property": "property"}[d.id]
    return info


def collect(module: ModuleInfo, linker: Linker) -> None:
    """Finds the functions and classes at the top of a module."""
    for name, node in module.scope.functions.items():
        module.functions[name] = make_function(node, module.scope.children[node], module, None, None)
    for name, cls_node in module.scope.classes.items():
        module.classes[name] = _make_class(cls_node, module, linker)


def _make_class(node: ast.ClassDef, module: ModuleInfo, linker: Linker) -> ClassInfo:
    cls = ClassInfo(node.name, node, module, linker.key(module.name, node.name))
    cls.is_error = cls.key in module.hierarchy.errors
    cls.late = module.late.get(node.name, set())
    cls.enum = module.enums.get(node.name)
    if cls.enum is not None:
        cls.cell, cls.equality = PlainCell("instance", []), True
    if len(node.bases) == 1:
        base = linker.class_key(module.name, node.bases[0])
        if base is not None:
            cls.exception_base = base if linker.derives_from(base, EXCEPTION_NAMES) else None
        elif isinstance(node.bases[0], ast.Name) and node.bases[0].id in EXCEPTION_NAMES:
            cls.exception_base = node.bases[0].id
    for d in node.decorator_list:
        target = d.func if isinstance(d, ast.Call) else d
        name = target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else ""
        if name == "dataclass":
            cls.is_dataclass = cls.equality = True
            for k in d.keywords if isinstance(d, ast.Call) else []:
                value = isinstance(k.value, ast.Constant) and bool(k.value.value)
                if k.arg == "frozen":
                    cls.frozen = value
                elif k.arg == "order":
                    cls.ordered = value
                elif k.arg == "eq":
                    cls.equality = value
    for s in node.body:
        if isinstance(s, ast.FunctionDef):
            info = make_function(s, module.scope.children[s], module, cls, None)
            if any(isinstance(d, ast.Attribute) and d.attr == "setter" for d in s.decorator_list):
                info.name = f"set_{s.name}"
                cls.setters[s.name] = info
            else:
                cls.methods[s.name] = info
        elif isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name):
            cls.annotations[s.target.id] = s.annotation
            if s.value is not None:
                cls.constants[s.target.id] = s.value
        elif isinstance(s, ast.Assign):
            for t in s.targets:
                if isinstance(t, ast.Name):
                    cls.constants[t.id] = s.value
    return cls
