"""Pages out of templates; everything is escaped unless it was made here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reviewreply import __version__
from reviewreply.platforms import platform_rules
from reviewreply.web.marks import visible
from reviewreply.web.words import LANGUAGES, Words, choose

LANGUAGE_COOKIE = "reviewreply_language"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reviewreply.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["visible"] = visible
    environment.filters["moment"] = _moment
    environment.filters["iso"] = lambda value: value.astimezone(UTC).isoformat(timespec="seconds")
    environment.filters["share"] = lambda value: "–" if value is None else f"{value * 100:.0f} %"
    environment.filters["platform"] = lambda name: platform_rules(name).title if name else "–"
    return environment


def compile_templates() -> None:
    """Compile every template, before many first callers do so at once."""
    environment = _environment()
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)


def words_of(request: Request) -> Words:
    """The words in the language of the caller."""
    return Words(choose(request.cookies.get(LANGUAGE_COOKIE), request.headers.get("accept-language", "")))


def page(
    request: Request, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """A page; ``caller`` among the values is who sees it."""
    values.setdefault("caller", None)
    words = words_of(request)
    csrf = getattr(values["caller"], "csrf", None) or ""
    text = _environment().get_template(template).render(
        t=words, csrf_field=Markup('<input type="hidden" name="csrf" value="{}">').format(csrf), languages=LANGUAGES,
        version=__version__, path=request.url.path, moment_now=datetime.now(UTC), **values,
    )  # fmt: skip
    return HTMLResponse(text, status, dict(headers or {}))


def _moment(value: datetime | None) -> str:
    """A moment in the server's time zone; the page's script puts it into the reader's."""
    return "–" if value is None else value.astimezone().strftime("%d.%m.%Y %H:%M")
