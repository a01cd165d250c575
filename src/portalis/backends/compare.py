"""Compares models: each arm is asked for what rules refuse in some sources, and what it accepts stands beside the others.

Nothing is remembered and nothing is cached: every arm begins from the same drafts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from portalis import api
from portalis.backends.engine import Engine, Job, PackageEvidence
from portalis.backends.guard import Guarded
from portalis.backends.registry import make_backend
from portalis.backends.routing import Ledger, Router
from portalis.backends.settings import BackendsFile
from portalis.backends.targets import find_base
from portalis.diagnostics import DiagnosticError, PortalisError
from portalis.options import Options


async def check(file: BackendsFile) -> dict[str, str]:
    """The state of each backend by its name: ``up``, or what it lacks."""
    backends = [Guarded(make_backend(c), c) for c in file.configs]
    try:
        states = await asyncio.gather(*(b.state() for b in backends))
    finally:
        await asyncio.gather(*(b.close() for b in backends), return_exceptions=True)
    return {b.name: state for b, state in zip(backends, states)}


async def compare(
    file: BackendsFile,
    sources: Sequence[Path],
    *,
    unsafe: bool = False,
    tell: Callable[[str], None] = lambda line: None,
) -> dict[str, Any]:
    """The report of :meth:`Ledger.report` over all arms and sources.

    Raises:
        BackendConfigError: for a backend that cannot be made.
        PortalisError: when nothing can be verified on this machine.
        OSError: when a source cannot be read.
    """
    reason = api.unverifiable(unsafe=unsafe)
    if reason is not None:
        raise PortalisError(f"nothing can be verified here: {reason}")
    ledger = Ledger(arms={c.name: c.label for c in file.configs})
    for config in file.configs:
        backend = Guarded(make_backend(config), replace(config, weight=1.0), ledger)
        engine = Engine(Router([backend]), None, file.budget, ledger)
        try:
            for path in sources:
                await _one(engine, path, config.label, unsafe, tell)
        finally:
            await backend.close()
    return ledger.report()


async def _one(engine: Engine, path: Path, arm: str, unsafe: bool, tell: Callable[[str], None]) -> None:
    text = await asyncio.to_thread(path.read_text, "utf-8")
    request = api.TranslationRequest(api.modules_of({path.name: text}), Options(partial=True))
    try:
        result = await asyncio.to_thread(api.translate, request)
    except DiagnosticError as error:
        tell(f"{path}: {error.diagnostics[0].message}")
        return
    base = find_base(request, result)
    targets = tuple(t for t in base.targets if t.refused)
    if base.wide:
        request = replace(request, options=replace(request.options, int_mode="big"))

    async def verify(files: dict[str, str], left: float) -> PackageEvidence:
        found = await asyncio.to_thread(api.verify, request, package=files, unsafe=unsafe)
        facts = found.to_json()
        items = {f"{i['module']}.{i['name']}" if i["module"] else i["name"]: i for i in facts["items"]}
        errors = tuple(f["rendered"] for f in facts["findings"] if f["level"] == "error")
        lints = sum(f["code"].startswith("clippy::") for f in facts["findings"])
        return PackageEvidence(items, facts["compiled"], errors, lints)

    for name, why in base.unasked:
        tell(f"{arm}: {path}: {name}: not asked, since {why}")
    found = await engine.run(Job(base.files, targets, arm=arm), verify, engine.budget.seconds * max(1, len(targets)))
    for item in found.items:
        shown = item.to_json()
        tell(f"{arm}: {path}: {item.name}: {shown['outcome']} in {item.rounds} rounds, {item.seconds:.1f} s")
