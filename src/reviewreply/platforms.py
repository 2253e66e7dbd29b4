"""What every review platform allows in a reply: lengths, units and rules, from ``platforms.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Unit = Literal["characters", "bytes"]
GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class PlatformRules:
    """The terms of one platform for replies.

    ``limit`` is None where the platform documents none; ``unit`` says what it counts (bytes are those of UTF-8).
    ``edits`` is how often a published reply can be changed, None where that is not documented.
    """

    name: str
    title: str
    limit: int | None = None
    unit: Unit = "characters"
    minimum: int = 1
    edits: int | None = None
    moderated: bool = False
    rules: frozenset[str] = frozenset()

    def length(self, text: str) -> int:
        """The length of ``text`` as this platform counts it."""
        return len(text.encode("utf-8", "surrogatepass")) if self.unit == "bytes" else len(text)

    def fits(self, text: str) -> bool:
        """Whether a reply is neither too short nor too long for this platform."""
        length = self.length(text)
        return length >= self.minimum and (self.limit is None or length <= self.limit)


def platform_names() -> tuple[str, ...]:
    """All platforms by name, ``generic`` first."""
    return tuple(_table())


def platform_name(name: str | None) -> str | None:
    """The platform that a name or an alias means (``WB`` is ``wildberries``); None when it is not known."""
    return _aliases().get(_plain(name)) if name else None


def platform_rules(name: str | None) -> PlatformRules:
    """The rules of a platform; those of ``generic`` when the name is None or not known."""
    return _table()[platform_name(name) or GENERIC]


def _plain(name: str) -> str:
    return re.sub(r"[\s._-]+", "", name).casefold()


@cache
def _raw() -> dict[str, dict[str, object]]:
    text = resources.files("reviewreply").joinpath("platforms.toml").read_text("utf-8")
    platforms: dict[str, dict[str, object]] = tomllib.loads(text)["platforms"]
    return platforms


@cache
def _table() -> dict[str, PlatformRules]:
    table = {}
    for name, entry in _raw().items():
        known = {key: value for key, value in entry.items() if key not in {"aliases", "rules"}}
        table[name] = PlatformRules(name=name, rules=frozenset(entry.get("rules", ())), **known)  # type: ignore[arg-type, call-overload]
    return table


@cache
def _aliases() -> dict[str, str]:
    aliases = {}
    for name, entry in _raw().items():
        for alias in (name, str(entry["title"]), *entry["aliases"]):  # type: ignore[misc]
            aliases[_plain(alias)] = name
    return aliases
