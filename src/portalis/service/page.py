"""The page at ``/``: an editor beside the streamed translation. It needs no key; what it calls does."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import Response

FOLDER = Path(__file__).with_name("static")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'none'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_KINDS = {"index.html": "text/html", "page.css": "text/css", "page.js": "text/javascript"}
PATHS = frozenset({"/", "/static/page.css", "/static/page.js"})
router = APIRouter(include_in_schema=False)


def _file(name: str) -> Response:
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    return Response((FOLDER / name).read_bytes(), media_type=_KINDS[name], headers=headers)


@router.get("/")
def page() -> Response:
    """The page."""
    return _file("index.html")


@router.get("/static/page.css")
def style() -> Response:
    """Its looks."""
    return _file("page.css")


@router.get("/static/page.js")
def script() -> Response:
    """What it does."""
    return _file("page.js")
