"""One text out of several cells: title, text, pros, cons; and the original out of a translated comment.

The parts stand under each other in the order title, text, pros, cons, empty ones left out. Pros and cons carry a
label in the language of the file, since a lone "slow delivery" under "cons" would lose its meaning without it. The
joined text is what offsets count, and writers give it back as ``full_text``. A text that stands alone stays as it is.
"""

from __future__ import annotations

import re

from reviewreply.files.values import is_empty, words

_TRANSLATED = "(Translated by Google)"
_ORIGINAL = re.compile(r"\(Original\)\s*")


def join_text(
    text: str, title: str | None = None, pros: str | None = None, cons: str | None = None, language: str = "en"
) -> str:
    """The text that is analysed; ``language`` picks the labels (``ru``, ``bg``, else ``en``)."""
    parts = []
    if not is_empty(title) and title is not None and title.strip() != text.strip():
        parts.append(title.strip())
    if not is_empty(text):
        parts.append(text)
    labels = words()["labels"]
    for name, part in (("pros", pros), ("cons", cons)):
        if part is not None and not is_empty(part):
            label = labels[name].get(language, labels[name]["en"])
            parts.append(f"{label}{part.strip()}")
    return "\n".join(parts)


def original_text(text: str) -> str:
    """The customer's own words where Google put a translation before or after them."""
    start = text.find(_TRANSLATED)
    if start < 0:
        return text
    original = _ORIGINAL.search(text)
    if original is None:
        return text[:start].rstrip() if text[:start].strip() else text
    if original.start() < start:
        return text[original.end() : start].strip()
    return text[original.end() :].strip()
