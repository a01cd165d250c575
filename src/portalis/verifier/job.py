"""One job in a process of its own: `python -m portalis.verifier.job PARENT` reads a JSON job and writes a JSON answer.

The process holds no secret and ends with the server that started it. What it judges runs in the sandbox; killing the process
ends that too. With `--prepare` it compiles the crates that every job needs and judges nothing.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import Any, cast

from portalis.verifier.process import die_with_parent, forbid_dumps


def main() -> int:
    """Run one job; the exit status is 0 where there is an answer, an error among them."""
    die_with_parent(int(sys.argv[1]))
    forbid_dumps()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not print among the answers
    job = None if "--prepare" in sys.argv else json.loads(sys.stdin.buffer.read())
    answer = _guarded(job)
    answers.write(json.dumps(answer).encode("utf-8", "backslashreplace"))
    answers.close()
    return 0


def _guarded(job: dict[str, Any] | None) -> dict[str, Any]:
    from portalis.diagnostics import DiagnosticError, InputError

    try:
        if job is None:
            from portalis.verify.buildcache import prepare
            from portalis.verify.sandbox import Sandbox, described

            sandbox = Sandbox.best(allow_limits_only="--unsafe-no-sandbox" in sys.argv)
            prepare(sandbox)
            return {"sandbox": described(sandbox)}
        return judge(job)
    except InputError as error:
        return {"refused": _said(error)}
    except DiagnosticError as error:
        return {"failed": _said(error)}


def _said(error: Any) -> str:
    return "; ".join(f"{d.code}: {d.message}" for d in error.diagnostics)


def judge(job: Mapping[str, Any]) -> dict[str, Any]:
    """The verification of a job, as the facade's JSON with the confidence of the whole.

    ``job`` has ``sources`` and ``package`` (path → text), ``mode``, ``int_mode``, ``stdins``, ``arguments``, ``cases``, ``unsafe``.

    Raises:
        InputError: when the sources are not Python.
        ToolchainError: when a tool is missing, or nothing may be run on this machine.
    """
    from portalis import api
    from portalis.options import Budget, IntMode, Options, VerifyOptions

    options = Options(int_mode=cast(IntMode, job.get("int_mode") or "auto"), partial=True)
    request = api.TranslationRequest(api.modules_of(job["sources"]), options)
    package: dict[str, str] | None = job.get("package") or None
    if package is not None and package == api.translate(request).files:
        package = None  # it is what the rules give: its lines are known, and the user's tests can stand in it
    full = job["mode"] == "quality"
    cases = int(job.get("cases") or Budget().generated)
    wishes = VerifyOptions(
        lint=True,
        differential=full,
        tests=full,
        script=full,
        budget=Budget(generated=cases, wild=cases // 2),
        stdins=tuple(job.get("stdins") or ("",)),
        arguments=tuple(job.get("arguments") or ()),
    )
    found = api.verify(request, package=package, wishes=wishes, unsafe=bool(job.get("unsafe")))
    return {"confidence": found.confidence, "summary": found.summary, "report": json.loads(api.report(found, "json"))}


if __name__ == "__main__":
    sys.exit(main())
