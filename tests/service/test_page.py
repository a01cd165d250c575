"""The page at ``/``: served without a key, self-contained, and in a real browser where one is installed."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from support.server import Server, serving

from portalis.service.page import PATHS


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_it_needs_no_key_and_allows_nothing_foreign(tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text('{"keys": []}')
    with serving(tmp_path, keys_file=str(keys)) as own:
        for path in sorted(PATHS):
            answer = httpx.get(own.url + path)
            assert answer.status_code == 200
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert not re.search(r"https?://", answer.text)
        assert httpx.post(f"{own.url}/api/v1/translation/translate", json={"python_code": "x = 1"}).status_code == 401


def test_its_parts_are_named_for_everyone(client: httpx.Client) -> None:
    page = Elements()
    text = client.get("/").text
    page.feed(text)
    ids = {attributes["id"] for _, attributes in page.found if "id" in attributes}
    labelled = {attributes.get("for") for tag, attributes in page.found if tag == "label"}
    inputs = [attributes for tag, attributes in page.found if tag in ("textarea", "select", "input")]
    assert {attributes["id"] for attributes in inputs} == labelled
    for _, attributes in page.found:
        for name in ("aria-labelledby", "aria-describedby"):
            assert attributes.get(name) is None or attributes[name] in ids
        assert not any(name.startswith("on") or name == "style" for name in attributes)
    assert ("html", {"lang": "en"}) in page.found
    assert any(attributes.get("aria-live") == "polite" for _, attributes in page.found)
    script = client.get("/static/page.js").text
    assert set(re.findall(r'\bat\("([\w-]+)"\)', script)) <= ids
    assert "innerHTML" not in script


@pytest.mark.heavy
def test_a_browser_translates(server: Server) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page()
        problems: list[str] = []
        tab.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: problems.append(str(error)))
        tab.goto(server.url)
        tab.get_by_label("Mode").select_option("fast")
        tab.get_by_label("Python").fill("def double(x: int) -> int:\n    return x * 2\n\nprint(double(4))\n")
        tab.get_by_role("button", name="Translate").click()
        tab.get_by_text("Translated, ").wait_for()
        assert "fn double(" in tab.locator("#rust").inner_text()
        assert tab.get_by_role("row").filter(has_text="double").count() == 1
        assert "Confidence 0.00" in tab.locator("#confidence").inner_text()
        tab.get_by_label("Python").fill("def (:\n")
        tab.keyboard.press("Control+Enter")
        tab.locator("#status.error").wait_for()
        assert "P0101" in tab.locator("#diagnostics").inner_text()
        assert problems in ([], [problems[0]] if problems and "422" in problems[0] else [])
        browser.close()
