"""The sample programs: each translates and behaves as under CPython."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.batch import Batch
from support.cases import example_slug, examples, run, run_python

from portalis.api import TranslationRequest, read_input, translate
from portalis.diagnostics import render_all
from portalis.options import Options

each_example = pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)


@each_example
def test_translates(path: Path) -> None:
    result = translate(TranslationRequest(read_input(str(path)), Options()), Options())
    assert result.ok, render_all(result.diagnostics, {})


@pytest.mark.slow
@each_example
def test_behaves(path: Path, batch: Batch) -> None:
    result = translate(TranslationRequest(read_input(str(path)), Options()), Options())
    assert result.ok, render_all(result.diagnostics, {})
    slug = example_slug(path)
    batch.add(slug, result.files, result.crates)
    build = batch.build([slug])
    said = build.messages[slug] + build.lints[slug]
    assert not said, "\n".join(said)[:6000]
    assert run([str(build.executables[slug])]) == run_python(path)
