"""All rules over one text."""

from __future__ import annotations

from dataclasses import replace

from reviewreply.justify.rules.hit import Hit
from reviewreply.justify.rules.lexical import abuse, by_lexicon, figures, hearsay
from reviewreply.justify.rules.lexicon import LANGUAGES, folded, matches
from reviewreply.justify.rules.threats import threats
from reviewreply.record import Language
from reviewreply.text.latin import to_cyrillic

_PLAIN = ("sweeping", "law", "demands", "leaving", "own", "outside", "terms")


def find_hits(text: str, language: Language) -> list[Hit]:
    """Where the rules of a language fire, with offsets into ``text``; none for a language that has no lexicons.

    Russian and Bulgarian in Latin letters are read through Cyrillic.
    """
    if language.code not in LANGUAGES:
        return []
    if not language.latin_script or language.code == "en":
        return _in(folded(text), language.code)
    read = to_cyrillic(text, language.code)
    hits = []
    for hit in _in(folded(read.text), language.code):
        start, end = read.source(hit.start, hit.end)
        hits.append(replace(hit, start=start, end=end))
    return hits


def _in(folded_text: str, language: str) -> list[Hit]:
    found = matches(folded_text, language)
    hits = [
        *threats(found.get("threats", ()), language),
        *abuse(found.get("abuse", ()), folded_text, language),
        *hearsay(found.get("hearsay", ()), folded_text, language),
        *figures(folded_text),
    ]
    for name in _PLAIN:
        if name in found:
            hits.extend(by_lexicon(found[name], folded_text, language, name))
    return hits
