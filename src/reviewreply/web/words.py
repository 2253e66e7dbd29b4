"""The page's words in three languages (``texts/*.toml``), and which of them a browser gets."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = {"en": "English", "ru": "Русский", "bg": "Български"}


@cache
def texts(language: str) -> Mapping[str, Mapping[str, str]]:
    """All words of a language by section."""
    data = tomllib.loads(resources.files("reviewreply.web.texts").joinpath(f"{language}.toml").read_text("utf-8"))
    del data["version"]
    return data


class Words:
    """Speaks one language: ``words("queue")``, ``words.of("type", "delivery")``."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = texts(language)

    def __call__(self, key: str, **values: Any) -> str:
        """A text of the page, its places filled in."""
        return self._texts["ui"][key].format(**values)

    def of(self, section: str, name: str | None) -> str:
        """The name of a label; labels without a name of their own stand for themselves."""
        return self._texts[section].get(name or "", (name or "").replace("_", " "))


def choose(cookie: str | None, accepted: str) -> str:
    """The language that was chosen, or the first one that the browser accepts."""
    if cookie in LANGUAGES:
        return cookie
    for part in accepted.split(",")[:20]:
        code = part.partition(";")[0].strip().casefold()[:2]
        if code in LANGUAGES:
            return code
    return "en"
