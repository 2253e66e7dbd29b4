"""Personal data: nothing that points to a person but the public nickname, in all three languages (GDPR, 152-FZ)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import Draft, finding
from reviewreply.checks.lexicon import folded
from reviewreply.text.personal import PersonalSpan, find_personal

_STEM = 4
_NAMES = {
    "email": "an e-mail address", "phone": "a phone number", "card": "a card number", "iban": "an account number",
    "national_id": "an identity number", "passport": "a passport number", "order_number": "an order number",
    "address": "an address", "name": "a name", "health": "a detail of health",
}  # fmt: skip
_SURE_NAME = 0.6


def personal_data(draft: Draft) -> Iterator[Finding]:
    """Personal data that is neither the customer's public nickname nor the business's own."""
    for span in _spans(draft):
        if span.confidence >= _SURE_NAME and not _begins_sentence(draft, span) and not _is_public(draft, span):
            message = f"Contains {_NAMES[span.kind]}; a public reply leaves it out."
            yield finding(f"personal_data.{span.kind}", message, (span.start, span.end))


def _spans(draft: Draft) -> Iterator[PersonalSpan]:
    """What each sentence holds; sentences come again in other replies, so that is remembered."""
    for sentence in draft.sentences:
        for span in _held(draft.text[sentence.start : sentence.end], draft.language):
            yield replace(span, start=span.start + sentence.start, end=span.end + sentence.start)


@lru_cache(maxsize=2048)
def _held(sentence: str, language: str) -> tuple[PersonalSpan, ...]:
    return tuple(find_personal(sentence, language))


def _begins_sentence(draft: Draft, span: PersonalSpan) -> bool:
    """ "… call it by its name. We": a capital after a full stop makes no name."""
    return span.why == "after a word for a name" and draft.sentence_at(span.start).start == span.start


def _is_public(draft: Draft, span: PersonalSpan) -> bool:
    written = draft.folded[span.start : span.end]
    if span.kind == "name":
        return _is_nickname(draft, written) or _is_own_name(draft, written)
    if span.kind == "health":
        # A word for an illness is personal only where it says something about this customer.
        return written[:_STEM] not in draft.review or draft.is_cited(span.start, span.end)
    own = folded(" ".join(filter(None, _own_contacts(draft))))
    if span.kind == "phone":
        return _figures(written) in _figures(own) or _figures(written) in _figures(draft.given)
    return written in own or written in draft.given


def _is_nickname(draft: Draft, written: str) -> bool:
    """Every word of the name is in the public nickname, in whatever case it stands."""
    author = folded(draft.context.review.author or "")
    known = {word[:_STEM] for word in author.replace(".", " ").split()}
    return bool(author) and all(word[:_STEM] in known for word in written.split())


def _is_own_name(draft: Draft, written: str) -> bool:
    """A word of the business's own name, signature or facts."""
    return all(word[:_STEM] in draft.given for word in written.split())


def _own_contacts(draft: Draft) -> tuple[str | None, ...]:
    contact = draft.context.business.contact
    return (contact.email, contact.phone, contact.url, *contact.address.values())


def _figures(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


CHECKS = (personal_data,)
