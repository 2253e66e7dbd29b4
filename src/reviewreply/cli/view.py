"""A result as a person reads it on a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reviewreply.files.raw import Item

_WIDTH = 96


def view(item: Item, result: dict[str, Any], reason: str | None) -> str:
    """The review, what was made of it, and the draft; control characters of the review cannot steer the terminal."""
    if reason is not None or item.review is None:
        return f"line {item.line}: rejected, {reason}\n"
    review = item.review
    stars = f"{review.stars} of 5" if review.stars else "no stars"
    lines = [" · ".join([plain(review.id or f"line {item.line}"), stars, *_labels(result)])]
    if review.text.strip():
        lines.append(_block("review", review.text))
    for claim in result.get("claims", ()):
        lines.append(_block("claim", f"{claim['text']} ({claim['type']}, {claim['verdict']})"))
    reply = result.get("reply")
    if reply:
        lines.append(_block("reply", reply["text"]))
        lines.extend(_block("look", reason) for reason in reply["needs_attention"])
    return "\n".join(lines) + "\n"


def _labels(result: dict[str, Any]) -> list[str]:
    language = result["language"]
    labels = [f"{language['code']} {language['confidence']:.2f}" + (" in Latin letters" * language["latin_script"])]
    if "justification" in result:
        labels += [result["justification"]["verdict"], f"urgency {result['urgency']}"]
        labels += [score["type"] for score in result["types"]]
    return labels


def _block(name: str, text: str) -> str:
    first, indent = f"  {name:<7}", " " * 9
    paragraphs = plain(text).splitlines() or [""]
    wrapped = [textwrap.fill(part, _WIDTH, initial_indent=indent, subsequent_indent=indent) for part in paragraphs]
    return first + "\n".join(wrapped)[len(first) :]


def plain(text: str) -> str:
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)
