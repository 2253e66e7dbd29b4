"""Many patterns over one text, fast: those that begin with the same group of words look for that group together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LETTERS = re.compile(r"(?:\\b)?([^\W\d_]+)")
_GROUP_START = re.compile(r"\((?:\?:|(?!\?))")
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Group:
    """Patterns, each with the number of its owner, that begin with the same ``head``; None: with nothing in common.

    ``literals`` are the letters of which one must stand in a text for a pattern to match, in the order of ``members``;
    empty: not known.
    """

    head: re.Pattern[str] | None
    members: tuple[tuple[re.Pattern[str], int], ...]
    literals: tuple[tuple[str, ...], ...] = ()

    def places(self, text: str) -> Iterator[tuple[int, re.Pattern[str], int, int]]:
        """Every match: the owner, the pattern, start and end; for each pattern first to last."""
        if self.head is None:
            for (pattern, owner), literals in zip(self.members, self.literals, strict=True):
                if not may_match(literals, text):
                    continue
                for match in pattern.finditer(text):
                    yield owner, pattern, match.start(), match.end()
            return
        starts = [start for match in self.head.finditer(text) if _opens_word(text, start := match.start())]
        if not starts:
            return
        for pattern, owner in self.members:
            for start in starts:
                if (found := pattern.match(text, start)) is not None:
                    yield owner, pattern, start, found.end()


def grouped(patterns: Sequence[tuple[re.Pattern[str], int]]) -> tuple[Group, ...]:
    """The same patterns by their heads, those without one together and last."""
    by_head: dict[str, list[tuple[re.Pattern[str], int]]] = {}
    for pattern, owner in patterns:
        by_head.setdefault(pattern.pattern[2 : head_end(pattern.pattern)], []).append((pattern, owner))
    alone = by_head.pop("", [])
    groups = [Group(re.compile(head), tuple(members)) for head, members in by_head.items()]
    return (*groups, Group(None, tuple(alone), tuple(literal_starts(pattern.pattern) for pattern, _ in alone)))


def may_match(literals: tuple[str, ...], text: str) -> bool:
    """Whether a pattern that begins with one of these letters can match in a text at all; none given: it may."""
    for literal in literals:
        if literal in text:
            return True
    return not literals


def literal_starts(source: str) -> tuple[str, ...]:
    """The plain letters with one of which every match of a pattern begins; empty where that cannot be told."""
    branches = _branches(source)
    if len(branches) > 1:
        found = [literal_starts(branch) for branch in branches]
        return tuple(dict.fromkeys(literal for starts in found for literal in starts)) if all(found) else ()
    bare = source.removeprefix("\\b")
    if match := _GROUP_START.match(bare):
        end = _closing(bare)
        if end < 0 or bare[end + 1 : end + 2] in ("?", "*", "{"):
            return ()
        return literal_starts(bare[match.end() : end])
    literal = _literal_start(bare)
    return (literal,) if len(literal) > 1 else ()


def _literal_start(source: str) -> str:
    """The letters that a pattern without alternatives begins with; empty where it begins otherwise."""
    match = _LETTERS.match(source)
    if match is None:
        return ""
    letters, after = match[1], source[match.end() : match.end() + 1]
    return letters[:-1] if after in ("?", "*", "{") and after else letters


def _branches(source: str) -> list[str]:
    """The alternatives of a pattern outside its brackets; the pattern alone where it has a class or none."""
    parts, depth, start, place = [], 0, 0, 0
    while place < len(source):
        sign = source[place]
        if sign == "\\":
            place += 2
            continue
        if sign == "[":
            place = _class_end(source, place)
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            parts.append(source[start:place])
            start = place + 1
        place += 1
    return [*parts, source[start:]]


def _closing(source: str) -> int:
    """Where the bracket closes that a pattern begins with; -1 where it does not."""
    depth = place = 0
    while place < len(source):
        sign = source[place]
        if sign == "\\":
            place += 2
            continue
        if sign == "[":
            place = _class_end(source, place)
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place
        place += 1
    return -1


def _class_end(source: str, start: int) -> int:
    """Where the character class that begins here ends."""
    place = start + 1 + (source[start + 1 : start + 2] == "^")
    place += source[place : place + 1] == "]"
    while place < len(source) and source[place] != "]":
        place += 1 + (source[place] == "\\")
    return place


def head_end(source: str) -> int:
    """Where the group after a leading word boundary ends; 0 where a pattern begins otherwise."""
    if not source.startswith("\\b("):
        return 0
    depth = 0
    for place, sign in enumerate(source):
        if source[place - 1 : place] == "\\":
            continue
        depth += (sign == "(") - (sign == ")")
        if sign == "[" or depth < 0:
            return 0
        if sign == ")" and depth == 0:
            rest = source[place + 1 :]
            return 0 if rest[:1] in ("?", "*", "+", "{") or "|" in _outside_brackets(rest) else place + 1
    return 0


def _outside_brackets(source: str) -> str:
    while (inner := _BRACKETS.sub("", source)) != source:
        source = inner
    return source


def _opens_word(text: str, start: int) -> bool:
    return start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_")
