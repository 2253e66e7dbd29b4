"""Language and script: the reply speaks the language it was planned in, in its letters, and addresses formally."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import Draft, finding, words
from reviewreply.checks.lexicon import LANGUAGES, word_lists

_TITLES = {"ru": "Russian", "bg": "Bulgarian", "en": "English"}
_WORD = re.compile(r"[^\W\d_]+")
_MIXED = re.compile(r"(?=\w*[a-z])(?=\w*[а-яё])[a-zа-яё]{3,}")
_ODD = re.compile(r"[^\W\d_a-zа-яёѝßà-öø-ÿœ]+")
"""Letters of neither script: Chinese, Greek, or Ukrainian and Serbian ones."""
_CYRILLIC = re.compile(r"[а-яёѝ]+")
_LATIN = re.compile(r"[a-z]+")
_SEAM = re.compile(r"[a-z][а-яё]|[а-яё][a-z]")
_LEAST_VOTES = 2
_LEAST_LETTERS = 20
_MOST_FOREIGN = 0.45
_HARD_SIGN = re.compile(r"[бвгджзклмнпрстфхцчшщ]ъ[бвгджзклмнпрстфхцчшщ]")


def script(draft: Draft) -> Iterator[Finding]:
    """Most letters belong to the script of the language, and none to a script of neither."""
    if _is_foreign(draft.folded, draft.language) and _is_foreign(_without_given(draft), draft.language):
        message = f"Mostly written in the letters of another language; write it in {_TITLES[draft.language]}."
        yield finding("language.script", message)
    for match in _odd_letters(draft):
        yield finding("language.script", "Contains letters of a script that the reply does not use.", match)
        break


def mixed_word(draft: Draft) -> Iterator[Finding]:
    """Latin and Cyrillic letters in one word: a typing slip that search and screen readers trip over."""
    if _SEAM.search(draft.folded) is None:
        return
    for match in _MIXED.finditer(draft.folded):
        if match[0] not in draft.given:
            message = "Mixes Latin and Cyrillic letters in one word; type it again in one script."
            yield finding("language.mixed_word", message, match.span())


def language(draft: Draft) -> Iterator[Finding]:
    """The frequent words of the reply, or of one of its sentences, are those of another language."""
    own = draft.language
    votes = _votes(draft.words, draft.folded)
    best = max(LANGUAGES, key=lambda name: (votes[name], name == own))
    if best != own and votes[best] >= votes[own] + _LEAST_VOTES:
        yield finding("language.wrong", f"Reads as {_TITLES[best]}; the reply should be in {_TITLES[own]}.")
        return
    if max(votes[name] for name in LANGUAGES if name != own) <= _LEAST_VOTES:
        return
    for sentence in draft.sentences:
        if draft.is_cited(sentence.start, sentence.end):
            continue
        stretch = draft.folded[sentence.start : sentence.end]
        votes = _votes(words(stretch), stretch)
        best = max(LANGUAGES, key=lambda name: (votes[name], name == own))
        if best != own and votes[best] > _LEAST_VOTES and votes[best] > _LEAST_VOTES * (votes[own] + 1):
            message = f"A sentence in {_TITLES[best]}; the reply should be in {_TITLES[own]}."
            yield finding("language.wrong", message, (sentence.start, sentence.end))


def address(draft: Draft) -> Iterator[Finding]:
    """ "ты", "ти": replies address formally."""
    for pattern in _informal(draft.language):
        for match in pattern.finditer(draft.folded):
            if not draft.is_cited(*match.span()):
                yield finding("language.address", "Addresses the customer informally; use Вы or Вие.", match.span())


def _is_foreign(text: str, language: str) -> bool:
    """Whether too many letters are of the other script."""
    cyrillic, latin = (sum(map(len, pattern.findall(text))) for pattern in (_CYRILLIC, _LATIN))
    foreign = latin if language != "en" else cyrillic
    return cyrillic + latin >= _LEAST_LETTERS and foreign > _MOST_FOREIGN * (cyrillic + latin)


def _without_given(draft: Draft) -> str:
    """The text without words that the business itself wrote (names, addresses), which may be in any script."""
    kept = (match[0] for match in _WORD.finditer(draft.folded) if match[0] not in draft.given)
    return " ".join(kept)


def _odd_letters(draft: Draft) -> Iterator[tuple[int, int]]:
    allowed = draft.given + (draft.context.review.author or "").lower()
    for match in _ODD.finditer(draft.folded):
        if match[0] not in allowed:
            yield match.span()


def _votes(found: list[str], text: str) -> dict[str, int]:
    """How many words speak for each language: frequent ones that only it has, and its letters."""
    votes = dict.fromkeys(LANGUAGES, 0)
    telling = _telling()
    for word in found:
        if word in telling:
            votes[telling[word]] += 1
    votes["ru"] += text.count("ы") + text.count("э")
    votes["bg"] += len(_HARD_SIGN.findall(text)) if "ъ" in text else 0
    return votes


@cache
def _telling() -> dict[str, str]:
    """Frequent words that only one of the languages has, with that language."""
    owners: dict[str, list[str]] = {}
    for name in LANGUAGES:
        for word in word_lists(name, "words")["own"]:
            owners.setdefault(word, []).append(name)
    return {word: names[0] for word, names in owners.items() if len(names) == 1}


@cache
def _informal(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in word_lists(language, "words")["informal"])


CHECKS = (script, mixed_word, language, address)
