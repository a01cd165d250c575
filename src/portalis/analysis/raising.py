"""Who may raise, who may catch, who may recurse.

A function gives back a `Result` when it may raise and something may catch what it raises: a `try` around a call of it, or
an unknown caller of a library. Otherwise an exception can only end the program, and the Rust says so plainly.
"""

from __future__ import annotations

from portalis.analysis.iterators import consumed
from portalis.analysis.liveness import all_expressions, all_statements, sub_expressions
from portalis.ir import ops
from portalis.ir.types import FLOAT, STR, FuncT, IntT, TupleT, Type, cells_of, is_dynamic, needs_checks, ordered
from portalis.irbuild.program import Instance, Program

_QUIET_BUILTINS = frozenset(
    "print len range enumerate zip zip_star map filter reversed any all str repr ascii bool new copy_dict view list tuple abs kind_test exception iter "
    "min max yield sorted sort collect fromkeys sum pending after let class enum_name enum_value enum_attribute enum_find flag_combine flag_of_bits flag_invert flag_contains flag_each flag_count "
    "complex complex_real complex_imag".split()
)
_AS_FLOAT = frozenset("eEfFgG%")
"""Conversions that an int may be too large for."""
_QUIET_OPS = frozenset("+ - & | ^".split())


def may_raise(e: ops.Expr) -> bool:
    """Whether evaluating this node itself (not its operands) may raise; unknown operations may."""
    if e.settles:
        return True
    match e:
        case ops.Call():
            return not isinstance(e.target, Instance) or (e.target.raises and not e.target.generates)
        case ops.New():
            return isinstance(e.init, Instance) and e.init.raises
        case ops.Prim():
            return e.row.raises
        case ops.Index():
            return not (isinstance(e.obj.ty, TupleT) and isinstance(e.index, ops.Const))
        case ops.Slice():
            return (e.step is not None and not isinstance(e.step, ops.Const)) or is_dynamic(e.obj.ty)
        case ops.Binary():
            if is_dynamic(e.ty) or is_dynamic(e.left.ty) or is_dynamic(e.right.ty):
                return True
            if e.op in _QUIET_OPS:
                return isinstance(e.ty, IntT) and e.ty.bits == 63
            if e.op == "*":
                return isinstance(e.ty, IntT) and e.ty.bits == 63
            return not (
                isinstance(e.right, ops.Const)
                and bool(e.right.value)
                and e.op in ("/", "//", "%")
                and e.left.ty.kind != "str"
            )
        case ops.Unary():
            return is_dynamic(e.ty) or (isinstance(e.ty, IntT) and e.ty.bits == 63)
        case ops.Compare():
            return any(_comparison_raises(op, *sides) for op, *sides in zip(e.ops, e.operands, e.operands[1:]))
        case ops.Builtin():
            if e.name in ("int", "float", "round"):
                return not (isinstance(e.args[0].ty, IntT) and e.args[0].ty.machine) and not (
                    e.name == "float" and e.args[0].ty is FLOAT
                )
            if e.name in ("sum", "abs", "len"):
                return any(is_dynamic(a.ty) for a in e.args) or is_dynamic(e.ty)
            if e.name == "range":
                return not isinstance(e.args[2], ops.Const)
            if e.name in ("sorted", "sort", "min", "max"):
                keyed = isinstance(e.extra, ops.Lambda) and needs_checks(e.extra.body.ty)
                return keyed or is_dynamic(e.ty) or any("object" in str(a.ty) or "|" in str(a.ty) for a in e.args)
            return e.name not in _QUIET_BUILTINS
        case ops.CallValue():
            return True
        case ops.Load():
            return e.var.maybe_unbound
        case ops.Text():
            return any(not isinstance(p, str) and not _formats(p[0].ty, p[1], p[2]) for p in e.parts)
    return False


def _formats(t: Type, conversion: str, spec: object) -> bool:
    """Whether a value of the type is surely formatted: the specification is known, and fits."""
    sample = "" if conversion or t is STR else 1.5 if t is FLOAT else 1 if isinstance(t, IntT) else None
    as_float = isinstance(t, IntT) and not t.machine and isinstance(spec, str) and spec[-1:] in _AS_FLOAT
    if spec == "" or not isinstance(spec, str) or sample is None or as_float or spec.endswith("c"):
        return spec == ""
    try:
        format(sample, spec)
    except ValueError:
        return False
    return True


def _comparison_raises(op: str, left: ops.Expr, right: ops.Expr) -> bool:
    if op in ("in", "not in"):
        return is_dynamic(left.ty) or is_dynamic(right.ty)
    if op not in ("<", "<=", ">", ">="):
        return False
    return not ordered(left.ty, right.ty)


def _statement_raises(s: ops.Stmt) -> bool:
    match s:
        case ops.Raise() | ops.Assert():
            return True
        case ops.Augment():
            if may_raise(s.load) or may_raise(ops.Binary(s.result, s.op, s.load, s.value)):
                return True
            if isinstance(s.target, (ops.ToIndex, ops.ToSlice)):
                return True
        case ops.Assign():
            if _target_raises(s.target, s.value):
                return True
        case ops.For():
            if isinstance(s.target, ops.ToTuple):
                return _target_raises(s.target, s.iterable)
            if is_dynamic(s.iterable.ty):
                return True
        case ops.Delete():
            return True
    return False


def _target_raises(t: ops.Target, value: ops.Expr) -> bool:
    if isinstance(t, ops.ToIndex):
        return t.obj.ty.kind != "dict"
    if isinstance(t, ops.ToSlice):
        return True
    if isinstance(t, ops.ToTuple):
        return not isinstance(value.ty, TupleT) or any(not isinstance(i, ops.ToVar) for i in t.items)
    return False


def run(program: Program, library: bool) -> None:
    """Fills in `raises`, `caught` and `recursive` of every instance."""
    insts = program.instances
    values = _Values(insts)
    _recursion(insts)
    for inst in insts:
        inst.raises = inst.recursive
    generators = [i for i in insts if i.generates]
    changed = True
    while changed:
        changed = False
        for inst in insts:
            if not inst.raises and any(_may_raise_in(s, generators) for s in all_statements(inst.body)):
                inst.raises = changed = True
    work: list[Instance] = []
    implied = _implied(program)
    for inst in insts:
        if library and inst.is_entry and inst.raises:
            work.append(inst)
        for s in all_statements(inst.body):
            if isinstance(s, ops.Try):
                for inner in all_statements(s.body):
                    work += _called(inner, implied, values)
                    work += consumed(inner, generators)
    while work:
        inst = work.pop()
        if inst.caught or not inst.raises:
            continue
        inst.caught = True
        for s in all_statements(inst.body):
            work += _called(s, implied, values)
            work += consumed(s, generators)


def _may_raise_in(s: ops.Stmt, generators: list[Instance]) -> bool:
    """Whether a statement may raise; who asks a generator for a value gets what its body raises."""
    if _statement_raises(s) or any(map(may_raise, all_expressions(s))):
        return True
    return any(g.raises for g in consumed(s, generators))


def _implied(program: Program) -> dict[int, list[Instance]]:
    """The methods that operations call without naming them, by the alias class of the objects."""
    found: dict[int, list[Instance]] = {}
    for module in program.modules:
        for cls in module.classes.values():
            methods = [cls.methods[n] for n in ("__repr__", "__str__", "__eq__", "__lt__") if n in cls.methods]
            made = [i for m in methods for i in m.instances if isinstance(i, Instance) and i.raises]
            if made:
                found[id(cls.cell.find())] = made
    return found


class _Values:
    """What function values call: any call of one may reach any of them."""

    def __init__(self, insts: list[Instance]) -> None:
        self.made: list[ops.FuncRef] = []
        self.targets: list[Instance] = []
        callers: list[Instance] = []
        for inst in insts:
            exprs = [e for s in all_statements(inst.body) for e in all_expressions(s)]
            self.made += [e for e in exprs if isinstance(e, ops.FuncRef) and e.code is not None]
            if any(isinstance(e, ops.CallValue) for e in exprs):
                callers.append(inst)
        for made in self.made:
            stack: list[ops.Expr] = [made]
            while stack:
                e = stack.pop()
                stack += sub_expressions(e)
                self.targets += _direct(e)
        for inst in callers:
            inst.calls = [*inst.calls, *self.targets]

    def catch(self) -> list[Instance]:
        """Lets calls of function values hand out exceptions; gives the functions that they may come from."""
        for made in self.made:
            if isinstance(made.ty, FuncT):
                made.ty.cell.caught = True
        return self.targets


def _direct(e: ops.Expr) -> list[Instance]:
    if isinstance(e, ops.Call) and isinstance(e.target, Instance):
        return [e.target]
    return [e.init] if isinstance(e, ops.New) and isinstance(e.init, Instance) else []


def _called(s: ops.Stmt, implied: dict[int, list[Instance]], values: _Values) -> list[Instance]:
    found: list[Instance] = []
    for e in all_expressions(s):
        if isinstance(e, ops.CallValue):
            found += values.catch()
        found += _direct(e)
        if implied and isinstance(e, (ops.Compare, ops.Prim, ops.Builtin, ops.Text)):
            for operand in sub_expressions(e):
                for cell in cells_of(operand.ty):
                    found += implied.get(id(cell.find()), [])
    return found


def _recursion(insts: list[Instance]) -> None:
    """Marks the instances on a cycle of calls (Tarjan's strongly connected components, iterative)."""
    index: dict[Instance, int] = {}
    low: dict[Instance, int] = {}
    stack: list[Instance] = []
    on_stack: set[Instance] = set()
    for start in insts:
        if start in index:
            continue
        work: list[tuple[Instance, int]] = [(start, 0)]
        while work:
            node, i = work.pop()
            if i == 0:
                index[node] = low[node] = len(index)
                stack.append(node)
                on_stack.add(node)
            descended = False
            for j in range(i, len(node.calls)):
                callee = node.calls[j]
                if callee not in index:
                    work.append((node, j + 1))
                    work.append((callee, 0))
                    descended = True
                    break
                if callee in on_stack:
                    low[node] = min(low[node], index[callee])
            if descended:
                continue
            if low[node] == index[node]:
                component: list[Instance] = []
                while True:
                    member = stack.pop()
                    on_stack.discard(member)
                    component.append(member)
                    if member is node:
                        break
                cyclic = len(component) > 1 or node in node.calls
                for member in component:
                    member.recursive = cyclic
            if work:
                parent = work[-1][0]
                low[parent] = min(low[parent], low[node])
