"""The few letters that a match of a regular expression can begin with."""

from __future__ import annotations

from typing import Any

try:
    from re import _constants as _codes  # type: ignore[attr-defined]
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # a Python whose parser lies elsewhere: every place is tried, only slower
    _parser = None

LENGTH = 5
"""Letters of a beginning; longer ones tell entries apart no better."""
_MOST = 4000
_DIGITS = "0123456789"
Beginnings = set[tuple[str, bool]]
"""Texts, and whether anything may follow: those that are open are not made longer."""
_ANYTHING: Beginnings = {("", True)}


def beginnings(find: str) -> frozenset[str] | None:
    """Every beginning of a match, of ``LENGTH`` letters or up to where any can follow; None where none is sure."""
    if _parser is None:
        return None
    found = {text for text, _ in _sequence(_parser.parse(find))}
    return None if "" in found or len(found) > _MOST else frozenset(found)


def _sequence(items: Any) -> Beginnings:
    done: Beginnings = set()
    growing: Beginnings = {("", False)}
    for code, argument in items:
        step = _item(code, argument)
        grown = {(text + more, free) for text, _ in growing for more, free in step}
        done |= {(text[:LENGTH], True) for text, free in grown if free or len(text) >= LENGTH}
        growing = {(text, False) for text, free in grown if not free and len(text) < LENGTH}
        if not growing:
            break
    return done | growing


def _item(code: Any, argument: Any) -> Beginnings:
    if code is _codes.LITERAL:
        return {(chr(argument), False)}
    if code is _codes.BRANCH:
        return set().union(*(_sequence(part) for part in argument[1]))
    if code is _codes.SUBPATTERN:
        return _sequence(argument[-1])
    if code in (_codes.MAX_REPEAT, _codes.MIN_REPEAT):
        once = _sequence(argument[2])
        more = {(text, free or argument[1] > 1) for text, free in once}
        return more | ({("", False)} if argument[0] == 0 else set())
    if code is _codes.IN:
        return _bracket(argument)
    if code in (_codes.AT, _codes.ASSERT, _codes.ASSERT_NOT):
        return {("", False)}
    return _ANYTHING


def _bracket(choices: Any) -> Beginnings:
    found: Beginnings = set()
    for code, argument in choices:
        if code is _codes.LITERAL:
            found.add((chr(argument), False))
        elif code is _codes.RANGE:
            found |= {(chr(number), False) for number in range(argument[0], argument[1] + 1)}
        elif code is _codes.CATEGORY and argument is _codes.CATEGORY_DIGIT:
            found |= {(digit, False) for digit in _DIGITS}
        else:
            return _ANYTHING
    return found
