"""Word lists of the text tools: one TOML file per tool and language, read when first used."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES: tuple[str, ...] = ("ru", "bg", "en")


@cache
def lexicon(language: str, name: str) -> dict[str, Any]:
    """The word list ``name`` of a language; a language without its own is read as English.

    The result is shared: read it, never change it.
    """
    folder = language if language in LANGUAGES else "en"
    path = files(__package__) / "lexicons" / folder / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
