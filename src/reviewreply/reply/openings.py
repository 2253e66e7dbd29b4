"""Many patterns over one text, fast: those that begin with the same group of words look for that group together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LETTERS = re.compile(r"(?:\\b)?([^\W\d_]+)")
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Group:
    """Patterns, each with the number of its owner, that begin with the same ``head``; None: with nothing in common.

    ``literals`` are the letters without which a pattern cannot match, in the order of ``members``; empty: not known.
    """

    head: re.Pattern[str] | None
    members: tuple[tuple[re.Pattern[str], int], ...]
    literals: tuple[str, ...] = ()

    def places(self, text: str) -> Iterator[tuple[int, re.Pattern[str], int, int]]:
        """Every match: the owner, the pattern, start and end; for each pattern first to last."""
        if self.head is None:
            for (pattern, owner), literal in zip(self.members, self.literals, strict=True):
                if literal not in text:
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
    return (*groups, Group(None, tuple(alone), tuple(literal_start(pattern.pattern) for pattern, _ in alone)))


def literal_start(source: str) -> str:
    """The plain letters that a pattern begins with; empty where it begins otherwise or has alternatives."""
    match = _LETTERS.match(source)
    if match is None or "|" in _outside_brackets(source):
        return ""
    letters, after = match[1], source[match.end() : match.end() + 1]
    return letters[:-1] if after in ("?", "*", "{") and after else letters


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
