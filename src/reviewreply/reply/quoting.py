"""A matter for which the phrasebook has no name of its own, named in the customer's words: a short quotation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reviewreply.justify.rules.lexicon import matches
from reviewreply.record import Claim, ReplyLanguage
from reviewreply.reply.phrasebook import Issue, Phrasebook, fold
from reviewreply.reply.select import clause_bounds
from reviewreply.text.personal import find_personal

_LEAST, _MOST, _LONGEST = 2, 9, 70
_MISSING = 3
"""So many words of its clause may be missing from a claim."""
_UNQUOTED = frozenset({"honesty", "safety"})
"""Types whose charges a business does not repeat in public word for word."""
_MARKS = {"en": "“{}”", "ru": "«{}»", "bg": "„{}“"}
_FORMS: dict[str, dict[str, str]] = {
    "en": {
        "that": "we gave you reason to write {}",
        "for": "what you describe: {}",
        "about": "about this: {}",
        "asfor": "As for your words {}",
    },
    "ru": {
        "that": "мы дали Вам повод написать {}",
        "for": "то, о чём Вы пишете: {}",
        "about": "об этом: {}",
        "asfor": "Что касается Ваших слов {}",
    },
    "bg": {
        "that": "дадохме повод да напишете {}",
        "for": "това, което описвате: {}",
        "about": "за това: {}",
        "asfor": "Що се отнася до думите Ви {}",
    },
}
"""Frames that are grammatical around any words; those with a colon end their sentence. None begins one as subject."""
_LEADS = {
    "en": re.compile(r"(?:and|but|so|because|also|plus|then|that|however),? ", re.IGNORECASE),
    "ru": re.compile(r"(?:и|а|но|да|что|потому что|так как|также|ещё|еще|зато|однако),? ", re.IGNORECASE),
    "bg": re.compile(r"(?:и|а|но|че|защото|също|обаче|ама),? ", re.IGNORECASE),
}
_LOOSE_END = re.compile(
    r"[ ,](?:and|or|but|the|a|an|to|of|in|on|at|with|for|from|by|that|which|is|was|are|were|very|so|my|your|their|"
    r"и|или|но|а|в|во|на|с|со|за|к|о|от|до|по|из|у|не|что|че|да|се|ще|със|във|като|при|е|са|беше|без|для|очень|много|который|которая|которое|которые|който|която|което|които|who|than|as|чем|как|отколкото)$",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"(?:который|которая|которое|которые|which|who|който|която|което|които|щото|where|где|където)\b")
_COARSE = re.compile(
    r"\b(?:suck|crap|damn|shit|bloody|arse|ass\b|wtf|stupid|отстой|говн|дерьм|хрен|фигн|жоп|тварь|твари|туп|лайн|"
    r"гадн|боклук|скапан|помия|мърш|прост(?:ак|ац)|глупак)",
    re.IGNORECASE,
)
"""Coarse words that insult nobody and yet do not belong in a reply."""
_LETTERS = {
    "en": re.compile(r"[^\W\d_а-яёА-ЯЁ]"),
    "ru": re.compile(r"[а-яёА-ЯЁ]"),
    "bg": re.compile(r"[а-яА-Яѝ]"),
}
_FOREIGN = {"en": None, "ru": re.compile(r"[ѝіїєўј]"), "bg": re.compile(r"[ыэёіїєўј]")}
_BARRED = re.compile(r"[.!?…:;\"«»„“”<>\[\]{}()*_|/\\@#\n\r\t]|\d{4,}|\d[\d -]{5,}|  | [,]|www|http", re.IGNORECASE)
_ENDS = " \t\n.,!?…:;-–—()"
_CAPITAL = re.compile(r"\b[^\W\d_]+\b")


def quotable(book: Phrasebook, claim: Claim, text: str, others: Sequence[Claim] = ()) -> str | None:
    """The words of a claim as they may be quoted, or None.

    Only a few plain words in the language and the letters of the reply, without insults, without anything that points
    to a person, and not an accusation. A claim that lacks up to three words of its clause is quoted with them.

    Parameters
    ----------
    text: the review, with the claim's offsets valid for it.
    others: the other claims of the review.
    """
    if claim.type in _UNQUOTED:
        return None
    bounds = _whole_clause(book.language, claim, text, others)
    if bounds is None:
        return None
    said = text[slice(*bounds)].strip(_ENDS)
    at_start = _begins(text, bounds[0])
    while (lead := _LEADS[book.language].match(said)) is not None:
        said, at_start = said[lead.end() :], False
    words = said.split()
    if not _LEAST <= len(words) <= _MOST or len(said) > _LONGEST or _BARRED.search(said):
        return None
    if _LOOSE_END.search(said) or _DANGLING.match(said.lower()) or not _in_language(said, book.language):
        return None
    if _names_somebody(said, book) or find_personal(said, book.language) or _insults(said, book.language):
        return None
    if book.cues["demand"].search(fold(said)):
        return None
    return _small(said) if at_start else said


def quoted(issue: Issue, said: str, language: ReplyLanguage) -> Issue:
    """The same matter, named by the customer's words."""
    words = _MARKS[language].format(said)
    forms: Mapping[str, str] = {slot: frame.format(words) for slot, frame in _FORMS[language].items()}
    return replace(issue, forms=forms, standard=(), quoted=True)


def _whole_clause(language: ReplyLanguage, claim: Claim, text: str, others: Sequence[Claim]) -> tuple[int, int] | None:
    """The bounds of the clause that a claim makes up, but for a few words; None for a fragment."""
    left, right = clause_bounds(text, claim.start, claim.end)
    before, after = text[left : claim.start].strip(_ENDS), text[claim.end : right].strip(_ENDS)
    if before and _LEADS[language].match(f"{before.split()[-1]} "):
        before = ""
    if after and _LEADS[language].match(f"{after} "):
        after = ""
    if len(before.split()) + len(after.split()) > _MISSING:
        return None
    start, end = left if before else claim.start, right if after else claim.end
    if (before or after) and any(other.start < end and other.end > start for other in others):
        return None
    return start, end


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins here, so that a large letter means nothing."""
    before = text[:start].rstrip(' \t"«„“(-–—')
    return not before or before[-1] in ".!?…\n:)"


def _in_language(said: str, language: ReplyLanguage) -> bool:
    letters = [letter for letter in said if letter.isalpha()]
    own = sum(_LETTERS[language].match(letter) is not None for letter in letters)
    foreign = _FOREIGN[language]
    shouted = sum(letter.isupper() for letter in letters) * 2 > len(letters)
    mostly = own == len(letters) if language == "en" else own * 4 >= len(letters) * 3
    return mostly and not shouted and not (foreign and foreign.search(said.lower()))


def _names_somebody(said: str, book: Phrasebook) -> bool:
    """A given name, or a word with a large letter inside the words; "I" is none."""
    first, *others = _CAPITAL.findall(said) or [""]
    return first in book.names or any(word[:1].isupper() and word not in ("I", "Wi", "Fi") for word in others)


def _insults(said: str, language: ReplyLanguage) -> bool:
    return _COARSE.search(said) is not None or any(matches(fold(said), language, ("abuse",)).values())


def _small(said: str) -> str:
    first = _CAPITAL.match(said)
    if first is None or first[0] == "I" or first[0][1:] != first[0][1:].lower():
        return said
    return said[:1].lower() + said[1:]
