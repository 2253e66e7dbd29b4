"""Who speaks: the business, to the customer; not the customer, not a language model, not an unfinished template."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import Draft, finding
from reviewreply.checks.lexicon import folded
from reviewreply.checks.platform import copied

_COPIED = 8
_ENDS = ".!?…»”\"')]“"
_LONG_LINE = 6
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
_MOST_MARKS = 2


def customers_voice(draft: Draft) -> Iterator[Finding]:
    """The customer's own words as if the business said them."""
    for _, start, end in draft.hits("voice", "customer"):
        message = "Speaks in the customer's voice; answer as the business."
        yield finding("voice.customer", message, (start, end))


def parroted(draft: Draft) -> Iterator[Finding]:
    """A long run of words taken over from the review."""
    place = copied(draft, _COPIED)
    if place is not None:
        yield finding("voice.parroted", "Repeats the review word for word; say it in your own words.", place)


def insult(draft: Draft) -> Iterator[Finding]:
    """A word that does not belong into a reply, whoever said it first."""
    for _, start, end in draft.hits("voice", "insult"):
        yield finding("voice.insult", "Contains a word of abuse; leave it out.", (start, end))


def not_a_reply(draft: Draft) -> Iterator[Finding]:
    """A language model about itself, a refusal, talk about the reply."""
    for entry, start, end in draft.hits("voice", "machine", "refusal", "meta"):
        message = "Is not a reply to the customer but words about it; write the reply itself."
        yield finding(f"voice.{entry.kind}", message, (start, end))


def blank(draft: Draft) -> Iterator[Finding]:
    """A slot that was left open."""
    for _, start, end in draft.hits("voice", "blank"):
        yield finding("voice.blank", "Leaves a blank to be filled in; fill it or leave it out.", (start, end))


def cut_off(draft: Draft) -> Iterator[Finding]:
    """The last line breaks off in the middle of a sentence."""
    stripped = draft.text.rstrip()
    line = stripped.rsplit("\n", 1)[-1].strip()
    if not line or line[-1] in _ENDS or _EMOJI.match(line[-1]):
        return
    signed = folded(line) in draft.given
    if not signed and (line[-1] in ",;:–—-" or len(line.split()) > _LONG_LINE):
        end = len(stripped)
        yield finding("voice.cut_off", "Breaks off in the middle of a sentence; finish it or say less.", (end - 1, end))


def cheer(draft: Draft) -> Iterator[Finding]:
    """Exclamation marks and emoji under a complaint."""
    if not draft.context.analysis.is_complaint:
        return
    match = _EMOJI.search(draft.text)
    if match is not None:
        yield finding("voice.cheer", "An emoji under a complaint; leave it out.", match.span())
    elif draft.text.count("!") > _MOST_MARKS:
        place = draft.text.rindex("!")
        yield finding("voice.cheer", "Too cheerful for a complaint; use full stops.", (place, place + 1))


def avoided(draft: Draft) -> Iterator[Finding]:
    """Words that the voice of the business avoids."""
    for words in draft.context.business.voice.avoid.get(draft.language, ()):
        match = re.search(rf"(?<!\w){re.escape(folded(words))}(?!\w)", draft.folded)
        if match is not None and not draft.is_cited(*match.span()):
            yield finding("voice.avoided", "Uses a word that your voice avoids (business.toml).", match.span())


CHECKS = (customers_voice, parroted, insult, not_a_reply, blank, cut_off, cheer, avoided)
