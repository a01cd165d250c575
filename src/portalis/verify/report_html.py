"""One self-contained page: Python and Rust side by side, linked by lines, and the evidence for each function."""

from __future__ import annotations

from html import escape

from portalis.interface import LineMap
from portalis.verify.evidence import Evidence
from portalis.verify.ladder import Verification

_STYLE = """
:root{--bg:#fff;--fg:#1b1f24;--dim:#667;--line:#e3e6ea;--good:#137333;--bad:#b3261e;--unsure:#8a6100;--on:#fff3c4;--hit:#e9f6ec;--miss:#fdecea}
@media(prefers-color-scheme:dark){:root{--bg:#14171a;--fg:#e4e7ea;--dim:#98a2ad;--line:#2b3036;--good:#6fd08c;--bad:#ff8a80;--unsure:#e8c26a;--on:#4a3f12;--hit:#16301e;--miss:#3a1a18}}
body{margin:0;font:15px/1.5 system-ui,sans-serif;background:var(--bg);color:var(--fg)}
main{max-width:1500px;margin:auto;padding:1rem}
h1{font-size:1.25rem;margin:.3rem 0}h2{font-size:1.05rem;margin-top:1.6rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
.verified{color:var(--good)}.contradicted{color:var(--bad);font-weight:600}.unknown{color:var(--unsure)}.dim{color:var(--dim)}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:1rem}@media(max-width:900px){.sides{grid-template-columns:1fr}}
.code{overflow:auto;max-height:75vh;border:1px solid var(--line);border-radius:6px;font:13px/1.45 ui-monospace,monospace}
.code div{display:flex;white-space:pre;min-width:max-content;cursor:default}.code i{flex:0 0 3.2em;text-align:right;padding-right:.9em;color:var(--dim);font-style:normal;user-select:none}
.hit i{background:var(--hit)}.miss i{background:var(--miss)}.on{background:var(--on)}
pre{overflow:auto;padding:.6rem;border:1px solid var(--line);border-radius:6px;margin:.4rem 0}
"""
_SCRIPT = """
const all=[...document.querySelectorAll('.code div[data-p]')];
function mark(p,from){for(const d of all){const on=p&&d.dataset.p===p;d.classList.toggle('on',on);}
if(from){const other=all.find(d=>d.dataset.p===p&&d.parentNode!==from.parentNode);if(other&&p)other.scrollIntoView({block:'nearest'});}}
for(const d of all){d.addEventListener('mouseenter',()=>mark(d.dataset.p));d.addEventListener('click',()=>mark(d.dataset.p,d));}
for(const a of document.querySelectorAll('[data-go]'))a.addEventListener('click',()=>{const d=all.find(x=>x.id==='py'+a.dataset.go);if(d){d.scrollIntoView({block:'center'});mark(d.dataset.p,d);}});
"""


def page(found: Verification) -> str:
    """The page; it loads nothing from anywhere."""
    subject = found.subject
    numbers = {name: number for number, name in enumerate(subject.sources)}
    title = escape(subject.path)
    rows = "".join(_row(item, numbers.get(item.module, 0)) for item in found.items)
    times = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in found.seconds.items())
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
        f"<title>{title}: {found.verdict}</title><style>{_STYLE}</style></head><body><main>"
        f'<h1>{title} <span class="{found.verdict}">{found.verdict}</span></h1>'
        f'<p class="dim">{escape(found.summary)}. {escape(times)}. Sandbox: {escape(found.sandbox)}.</p>'
        "<table><thead><tr><th>item</th><th>verdict</th><th>confidence</th><th>inputs that agree</th><th>lines reached</th>"
        f"<th>tests</th><th>why</th></tr></thead><tbody>{rows}</tbody></table>"
        f"{_problems(found)}<h2>Side by side</h2>"
        '<p class="dim">Point at a line to see what it became; click to go there. Lines that the inputs reached are green.</p>'
        f"{''.join(_sides(found, name, number) for name, number in numbers.items())}"
        f"<h2>Evidence</h2>{''.join(map(_evidence, found.items))}{_runs(found)}"
        f"</main><script>{_SCRIPT}</script></body></html>\n"
    )


def _row(item: Evidence, module: int) -> str:
    facts = item.facts
    place = f"{module}.{item.line}"
    return (
        f'<tr><td><a href="#py{place}" data-go="{place}">{escape(item.title)}</a></td>'
        f'<td class="{item.verdict}">{item.verdict}</td><td>{item.confidence:.3f}</td><td>{facts.agreed or ""}</td>'
        f"<td>{f'{facts.coverage:.0%}' if item.trials else ''}</td><td>{item.tests}</td>"
        f"<td>{escape(item.why)}</td></tr>"
    )


def _problems(found: Verification) -> str:
    parts = []
    for item in found.items:
        for m in item.mismatches:
            text = f">>> {m.call}\nPython  {m.python}\nRust    {m.rust}"
            parts.append(f"<p><b>{escape(item.name)}</b>: {escape(m.aspect)} differs</p><pre>{escape(text)}</pre>")
    parts += [
        f"<p><b>{escape(t.test.name)}</b>: the test fails</p><pre>{escape(t.why)}</pre>"
        for t in found.tests
        if t.passed is False
    ]
    for run in found.scripts:
        if run.agreed is not True:
            text = f"Python  {run.python}\nRust    {run.rust}"
            parts.append(f"<p><b>the program</b>: {escape(run.difference)}</p><pre>{escape(text)}</pre>")
    parts += [f"<pre>{escape(f.rendered or f.text)}</pre>" for f in found.findings]
    parts += [f"<p>{escape(note)}</p>" for note in (*found.subject.refused, *found.notes)]
    return f"<h2>What stands against it</h2>{''.join(parts)}" if parts else ""


def _sides(found: Verification, name: str, number: int) -> str:
    """One module's Python beside its Rust; lines of both that belong together have the same mark."""
    subject = found.subject
    mine = [item for item in found.items if item.module == name]
    trials = [trial for item in mine for trial in item.trials]
    reached = {line for trial in trials for line in trial.reached}
    missed = {line for trial in trials for line in trial.lines} - reached
    inner = next((rust.partition("::")[0] for item in mine if name for rust in item.rust if "::" in rust), "")
    roots = [f"src/{inner}.rs"] if inner else ["src/main.rs", "src/lib.rs"]
    file = next((root for root in roots if root in subject.files), "")
    head = f"<h3>{escape(name)}</h3>" if name else ""
    left = _python(subject.sources[name], number, reached, missed)
    return f'{head}<div class="sides">{left}{_rust(subject.files.get(file, ""), number, subject.lines.get(file))}</div>'


def _python(text: str, module: int, reached: set[int], missed: set[int]) -> str:
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        kind = "hit" if number in reached else "miss" if number in missed else ""
        place = f"{module}.{number}"
        lines.append(f'<div id="py{place}" class="{kind}" data-p="{place}"><i>{number}</i>{escape(line) or " "}</div>')
    return f'<div class="code">{"".join(lines)}</div>'


def _rust(text: str, module: int, origin: LineMap | None) -> str:
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        python = origin.python_line(number) if origin else 0
        place = f"{module}.{python}" if python else ""
        lines.append(f'<div data-p="{place}"><i>{number}</i>{escape(line) or " "}</div>')
    return f'<div class="code">{"".join(lines)}</div>'


def _runs(found: Verification) -> str:
    """The user's tests, and the runs of the whole program."""
    outcome = {True: "passes", False: "fails", None: "not tried"}
    how = {"test": "as a #[test]", "calls": "under CPython, with the Rust's answers"}
    tests = [
        f"<li>{escape(t.test.name)} ({escape(t.test.kind)}, {escape(how[t.how])}, of {escape(', '.join(t.test.about) or 'nothing here')}): "
        f"{outcome[t.passed]}{escape(f': {t.why}' if t.why else '')}</li>"
        for t in found.tests
    ]
    agrees = {True: "agrees", False: "differs", None: "nothing follows"}
    runs = [
        f"<li>on {len(s.stdin)} characters of input and the arguments {escape(repr(list(s.arguments)))}: {agrees[s.agreed]}"
        f"{escape(f': {s.difference}' if s.difference else '')}</li>"
        for s in found.scripts
    ]
    lists = (("Tests", tests), ("Runs of the program", runs))
    return "".join(f"<h3>{title}</h3><ul>{''.join(items)}</ul>" for title, items in lists if items)


def _evidence(item: Evidence) -> str:
    parts = [f"<h3>{escape(item.name)}</h3><ul><li>Rust: <code>{escape(', '.join(item.rust))}</code></li>"]
    compiled = {True: "yes", False: "no", None: "not known"}[item.compiled]
    parts.append(f"<li>compiles: {compiled}; lints: {item.lints}; fully typed: {'yes' if item.typed else 'no'}</li>")
    for trial in item.trials:
        raised = ", ".join(f"{name} {count}" for name, count in trial.raised.items() if count)
        parts.append(
            f"<li>{trial.compared} inputs compared, {trial.agreed} agree; {trial.returned} return, "
            f"{trial.distinct_results} different outcomes; raised: {escape(raised) or 'nothing'}; "
            f"{trial.observed} inputs from calls that were seen, {trial.aliased} with one object for two arguments</li>"
        )
        if trial.hints.preconditions:
            parts.append(f"<li>stated in the source: {escape('; '.join(trial.hints.preconditions))}</li>")
        for why, count in trial.undetermined.items():
            parts.append(f"<li>{count} inputs without a verdict: {escape(why)}</li>")
        if trial.reason:
            parts.append(f"<li>{escape(trial.reason)}</li>")
    parts += [f"<li>not called: {escape(reason)}</li>" for reason in item.untried]
    return "".join(parts) + "</ul>"
