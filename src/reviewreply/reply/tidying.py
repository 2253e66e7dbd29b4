"""The letters and marks of a sentence: capitals, spaces, stops, and the words that a business prefers."""

from __future__ import annotations

import re

from reviewreply.reply.case import Case

_SPACES = re.compile(r" {2,}")
_DOUBLE_STOP = re.compile(r"([.!?…])\.(?!\.)")
_BEFORE_STOP = re.compile(r" +([,.!?;:])")
_UNTIDY = re.compile(r" [ ,.;:!?]|[.!?…]\.")
_BG_WITH = re.compile(r"\b([Сс]) (?=[СсЗз])")
_BG_IN = re.compile(r"\b([Вв]) (?=[ВвФф])")


def capitalise(text: str) -> str:
    """The first letter large, behind a quotation mark too."""
    for place, letter in enumerate(text):
        if letter.isalpha():
            return text[:place] + letter.upper() + text[place + 1 :]
        if letter.isdigit():
            return text
    return text


def decapitalise(text: str, case: Case) -> str:
    """The first letter small, but for the formal address, "I" and what is written in capitals."""
    first = text.split(" ", 1)[0]
    if case.book.cues["capital_always"].match(text) or (len(first) > 1 and first.isupper()):
        return text
    return text[:1].lower() + text[1:]


def tidy(text: str, case: Case) -> str:
    """Single spaces, one mark at the end, "със" and "във" where Bulgarian asks for them, a capital to begin with."""
    text = text.strip()
    if _UNTIDY.search(text):
        text = _BEFORE_STOP.sub(r"\1", _DOUBLE_STOP.sub(r"\1", _SPACES.sub(" ", text)))
    if case.language == "bg":
        text = _BG_IN.sub(lambda match: match[1] + "ъв ", _BG_WITH.sub(lambda match: match[1] + "ъс ", text))
    text = prefer(text, case)
    if text and text[-1] not in ".!?…,:)»”":
        text += "."
    return capitalise(text)


def prefer(text: str, case: Case) -> str:
    """Words that the business says otherwise."""
    for word, instead in case.business.voice.prefer.get(case.language, {}).items():

        def swap(match: re.Match[str], instead: str = instead) -> str:
            return capitalise(instead) if match[0][:1].isupper() else instead

        text = re.sub(rf"\b{re.escape(word)}\b", swap, text, flags=re.IGNORECASE)
    return text
