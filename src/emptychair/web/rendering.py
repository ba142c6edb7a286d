"""Rendering: a page becomes HTML, a step becomes a redirect, a table becomes a file."""

import secrets
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension

from emptychair.shell import company, form_token
from emptychair.staff import csrf_token
from emptychair.web.assets import build_mark
from emptychair.web.frame import Frame, Page, flash_of, frame_of

TEMPLATES = Path(__file__).parent / "templates"


def render(request: Request, page: Page, status: int = 200) -> Response:
    """The page in its frame. The template sees `page`, `frame` and `now`, and nothing else."""
    house = company(request)
    held = form_token(house, request)
    visit = "" if held else secrets.token_urlsafe(32)
    frame = frame_of(request, page, csrf_token(held or visit))
    template = environment().get_template(page.template)
    response = HTMLResponse(template.render(page=page, frame=frame, now=house.clock()), status)
    if visit:
        set_cookie(request, response, "visit", visit)
    if flash_of(house, request):
        response.delete_cookie(house.cookie("flash"))
    return response


def redirect(request: Request, path: str, flash: str = "") -> Response:
    """Go and see (303), with a sentence that the next page says once."""
    response = RedirectResponse(path, 303)
    if flash:
        set_cookie(request, response, "flash", quote(flash), seconds=60)
    return response


def download(name: str, media_type: str, content: str | bytes) -> Response:
    """A file to keep."""
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def set_cookie(request: Request, response: Response, name: str, value: str, *, seconds: int | None = None) -> None:
    """A cookie that no script reads and no other site's form sends."""
    house = company(request)
    options: dict[str, Any] = {"httponly": True, "samesite": "lax", "secure": house.settings.secure_cookies}
    response.set_cookie(house.cookie(name), value, max_age=seconds, **options)


@cache
def environment() -> Environment:
    """The templates: everything is escaped, and what is not there is an error, not a blank."""
    loader = FileSystemLoader(TEMPLATES)
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, extensions=[_Marked]
    )


class _Marked(Extension):
    """Writes the mark of this build into every "/static/…": a year in the cache, and never a stale file."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return source.replace('"/static/', f'"/static/{build_mark()}/')


__all__ = ["Frame", "Page", "download", "environment", "redirect", "render", "set_cookie"]
