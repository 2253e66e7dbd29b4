"""The phrases of one language, read from ``phrases/<language>/*.toml`` when first used and kept.

``issues.toml`` names what customers complain about and how to speak of it, ``praise.toml`` what they praise,
``acts.toml`` the variants of every speech act and ``plain.toml`` more of them without slots, ``words.toml`` joiners and
names, ``cues.toml`` what the plan looks for in a review (questions, suggestions, causes outside a business's hands).
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from reviewreply.errors import ReviewReplyError
from reviewreply.matters import matters
from reviewreply.record import ReplyLanguage
from reviewreply.reply.openings import Group, grouped, literal_starts

SLOTS = frozenset({
    "that", "for", "about", "subject", "asfor", "standard", "ask", "praise_that", "praise_for", "duration", "amount",
    "fact", "remedy", "contact", "email", "phone", "hours", "name", "business", "signature",
})  # fmt: skip
MATTER = frozenset({"that", "for", "about", "subject", "asfor"})
"""Slots that name what the customer complained about."""
_VERSION = 1
_REGISTERS = frozenset({"formal", "warm"})
_SPECIAL = frozenset({
    "legal", "weather", "post", "bank", "guests", "platform", "law", "declined", "quoted", "mild", "light",
})  # fmt: skip


class PhraseError(ReviewReplyError):
    """A phrase file cannot be used as it stands."""


@dataclass(frozen=True, slots=True, eq=False)
class Issue:
    """One thing that customers complain about, and the forms in which a reply can name it."""

    id: str
    type: str
    trades: frozenset[str]
    patterns: tuple[tuple[re.Pattern[str], bool], ...]
    """Each with whether it is a sure sign, however short (marked with "!" in the file)."""
    starts: tuple[tuple[str, ...], ...]
    """For each pattern the letters of which one must stand in a text for it to match; empty: not known."""
    forms: Mapping[str, str]
    standard: tuple[str, ...]
    ask: tuple[str, ...]
    matter: str
    """Which of ``matters.toml`` it is, or is a kind of; its own id where it is none of them."""

    @property
    def definite(self) -> bool:
        """Whether it names anything at all."""
        return self.type != "other"

    @property
    def general(self) -> bool:
        """True for the fallback that is right for any complaint of its type."""
        return self.id == f"{self.type}.general"


@dataclass(frozen=True, slots=True, eq=False)
class Praise:
    """One thing that customers praise."""

    id: str
    patterns: tuple[re.Pattern[str], ...]
    trades: frozenset[str]
    that: str
    for_: str
    people: bool = False

    @property
    def overall(self) -> bool:
        """True for praise of the whole, which steps back where something more definite was praised."""
        return self.id.startswith(("overall", "generic"))


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """One way to carry out an act. ``pieces`` alternate literal text and slot names (a slot may be empty)."""

    key: str
    index: int
    text: str
    pieces: tuple[tuple[str, str], ...]
    slots: frozenset[str]
    register: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    trades: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    platforms: frozenset[str] = frozenset()
    claims: str | None = None
    length: str | None = None

    names_matter: bool = False
    """Whether it names what the customer complained about."""
    special: bool = False
    """Whether it was written for just what it needs, and so goes before the others where that holds."""
    sorry: bool = False
    """Whether its own words apologise."""
    thanks: bool = False
    """Whether its own words thank."""
    anywhere: bool = True
    """Whether it fits any case that has its slots."""


@dataclass(frozen=True, slots=True, eq=False)
class Phrasebook:
    """Everything one language has to say."""

    language: ReplyLanguage
    issues: Mapping[str, tuple[Issue, ...]]
    by_matter: Mapping[str, tuple[Issue, ...]]
    praise: tuple[Praise, ...]
    praise_patterns: tuple[Group, ...]
    acts: Mapping[str, tuple[Variant, ...]]
    words: Mapping[str, Any]
    cues: Mapping[str, re.Pattern[str]]
    names: frozenset[str]

    def general(self, type: str) -> Issue:
        """The fallback issue of a complaint type."""
        return next(issue for issue in self.issues[type] if issue.general)


@cache
def load_phrasebook(language: ReplyLanguage) -> Phrasebook:
    """Read and check the phrases of a language; PhraseError names the file and the entry that cannot be used."""
    issues: dict[str, list[Issue]] = {}
    for entry in _read(language, "issues.toml").get("issue", []):
        issue = _issue(entry, language)
        issues.setdefault(issue.type, []).append(issue)
    for type, entries in issues.items():
        if not any(issue.general for issue in entries):
            raise PhraseError(f"{language}/issues.toml: no {type}.general.", "Add the fallback of that type.")
    praise = tuple(_praise(entry, language) for entry in _read(language, "praise.toml").get("praise", []))
    acts = _acts(language)
    cues = _cues(language)
    words = _read(language, "words.toml")
    return Phrasebook(
        language=language,
        issues={type: tuple(entries) for type, entries in issues.items()},
        by_matter=_by_matter(issue for entries in issues.values() for issue in entries),
        praise=praise,
        praise_patterns=grouped([(pattern, place) for place, entry in enumerate(praise) for pattern in entry.patterns]),
        acts={kind: _variants(kind, entries, language, cues) for kind, entries in acts.items()},
        words=words,
        cues=cues,
        names=frozenset(words.get("names", ())),
    )


def fold(text: str) -> str:
    """Lower case, with the letters that people leave out (ё, ѝ) and typographic apostrophes made plain."""
    return text.lower().replace("ё", "е").replace("ѝ", "и").replace("’", "'")


def _acts(language: str) -> dict[str, list[Mapping[str, Any]]]:
    """The variants of every act: those of ``acts.toml``, and those of ``plain.toml`` that name nothing."""
    acts: dict[str, list[Mapping[str, Any]]] = {}
    for name in ("acts.toml", "plain.toml"):
        for kind, entries in _read(language, name).items():
            if isinstance(entries, list):
                acts.setdefault(kind, []).extend({"text": item} if isinstance(item, str) else item for item in entries)
    return acts


def _read(language: str, name: str) -> dict[str, Any]:
    source = resources.files("reviewreply.reply").joinpath("phrases", language, name)
    try:
        values = tomllib.loads(source.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PhraseError(f"{language}/{name} is not valid TOML: {error}.", "Look at that line.") from error
    if values.get("version") != _VERSION:
        raise PhraseError(f"{language}/{name}: version {values.get('version')!r}, expected {_VERSION}.")
    return values


def _issue(entry: Mapping[str, Any], language: str) -> Issue:
    place = f"{language}/issues.toml, {entry.get('id', '?')}"
    try:
        return Issue(
            id=entry["id"],
            type=entry["type"],
            trades=frozenset(entry.get("trades", ())),
            patterns=(signs := _signs(entry.get("match", ()), place)),
            starts=tuple(literal_starts(pattern.pattern) for pattern, _ in signs),
            forms={slot: entry[slot] for slot in MATTER},
            standard=tuple(entry["standard"]),
            ask=tuple(entry["ask"]),
            matter=_matter(entry, place),
        )
    except KeyError as error:
        raise PhraseError(f"{place}: {error} is missing.", "Every issue has all its forms.") from error


def _matter(entry: Mapping[str, Any], place: str) -> str:
    given: str = entry.get("matter", entry["id"])
    if "matter" in entry and given not in matters():
        raise PhraseError(f"{place}: no such matter: {given}.", "See matters.toml.")
    return given


def _by_matter(issues: Iterable[Issue]) -> dict[str, tuple[Issue, ...]]:
    found: dict[str, list[Issue]] = {}
    for issue in issues:
        found.setdefault(issue.matter, []).append(issue)
    return {matter: tuple(entries) for matter, entries in found.items()}


def _praise(entry: Mapping[str, Any], language: str) -> Praise:
    place = f"{language}/praise.toml, {entry.get('id', '?')}"
    try:
        return Praise(
            id=entry["id"],
            patterns=_patterns(entry.get("match", ()), place),
            trades=frozenset(entry.get("trades", ())),
            that=entry["that"],
            for_=entry["for"],
            people=bool(entry.get("people", False)),
        )
    except KeyError as error:
        raise PhraseError(f"{place}: {error} is missing.", "Every entry has id, that and for.") from error


def _patterns(sources: Any, place: str) -> tuple[re.Pattern[str], ...]:
    compiled = []
    for source in sources:
        try:
            compiled.append(re.compile(fold(source) if "\\" not in source else _fold_pattern(source)))
        except re.error as error:
            raise PhraseError(f"{place}: {source} is no regular expression: {error}.") from error
    return tuple(compiled)


def _signs(sources: Any, place: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    compiled = _patterns([source.removeprefix("!") for source in sources], place)
    return tuple(zip(compiled, (source.startswith("!") for source in sources), strict=True))


def _fold_pattern(source: str) -> str:
    """Fold a pattern without touching its classes: ``\\S`` and ``\\W`` mean something else than ``\\s`` and ``\\w``."""
    return source.replace("ё", "е").replace("ѝ", "и").replace("’", "'")


def _variants(
    kind: str, entries: list[Mapping[str, Any]], language: str, cues: Mapping[str, re.Pattern[str]]
) -> tuple[Variant, ...]:
    return tuple(_variant(kind, index, entry, language, cues) for index, entry in enumerate(entries))


def _variant(
    kind: str, index: int, entry: Mapping[str, Any], language: str, cues: Mapping[str, re.Pattern[str]]
) -> Variant:
    place = f"{language}/acts.toml, {kind} #{index + 1}"
    text = str(entry.get("text", "")).strip()
    try:
        pieces = tuple((literal, slot or "") for literal, slot, _, _ in string.Formatter().parse(text))
    except ValueError as error:
        raise PhraseError(f"{place}: {error}.", "Braces only around slots.") from error
    slots = frozenset(slot for _, slot in pieces if slot)
    if not text or slots - SLOTS:
        raise PhraseError(f"{place}: no text, or an unknown slot.", f"Slots: {', '.join(sorted(SLOTS))}.")
    return Variant(
        key=f"{kind}#{index}", index=index, text=text, pieces=pieces, slots=slots,
        register=_names(entry, "register") or _REGISTERS, types=_names(entry, "types"), trades=_names(entry, "trades"),
        needs=_names(entry, "needs"), platforms=_names(entry, "platforms"),
        claims=entry.get("claims"), length=entry.get("length"), names_matter=bool(slots & MATTER),
        sorry=cues["apology"].search(fold(text)) is not None,
        thanks=cues["thanks"].search(fold(text)) is not None,
        special=bool(_names(entry, "needs") & _SPECIAL),
        anywhere=not any(key in entry for key in ("needs", "types", "claims")),
    )  # fmt: skip


def _names(entry: Mapping[str, Any], key: str) -> frozenset[str]:
    value = entry.get(key, ())
    return frozenset((value,) if isinstance(value, str) else value)


def _cues(language: str) -> dict[str, re.Pattern[str]]:
    """Each cue is a list of patterns, joined into one."""
    cues = _read(language, "cues.toml")
    place = f"{language}/cues.toml"
    return {
        name: pattern
        for name, sources in cues.items()
        if isinstance(sources, list) and (pattern := _joined(_patterns(sources, place)))
    }


def _joined(patterns: tuple[re.Pattern[str], ...]) -> re.Pattern[str] | None:
    """Several patterns as one alternation: a single walk through the text."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns)) if patterns else None
