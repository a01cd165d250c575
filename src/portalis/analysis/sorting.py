"""Lists that are looked at while they are sorted."""

from __future__ import annotations

from portalis.analysis.liveness import sub_expressions
from portalis.ir import ops
from portalis.irbuild.program import Instance


def sorts_itself(e: ops.Builtin, var: ops.Var | None) -> bool:
    """Whether a key of `xs.sort(key=…)` looks at `xs`, which the variable owns."""
    stack: list[ops.Expr] = [e.extra.body] if isinstance(e.extra, ops.Lambda) else []
    while stack:
        n = stack.pop()
        if isinstance(n, ops.Load) and n.var is var:
            return True
        if isinstance(n, ops.Call) and isinstance(n.target, Instance) and var in n.target.captures:
            return True
        stack += sub_expressions(n)
    return False
