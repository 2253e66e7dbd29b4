"""What the platform forbids in a reply: links, contacts, gifts, quotations, lists, markup; and its length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import WORD, Draft, finding
from reviewreply.checks.invented import EMAIL, LINK, PHONE, places

_QUOTED = re.compile(r"[«“\"„]([^«»“”\"„\n]{6,200})[»”\"“]")
_LIST = re.compile(r"(?m)^\s*(?:[-*•–]\s|\d{1,2}[.)]\s)")
_MARKUP = re.compile(r"</?[a-z][^>\n]{0,60}>|\*\*[^*\n]+\*\*|&(?:nbsp|amp|lt|gt|quot);|\[[^\]\n]+\]\(https?:")
_COPIED = 5
"""So many words of the review in a row are a quotation even without marks."""


def links(draft: Draft) -> Iterator[Finding]:
    """A link where none may stand."""
    if draft.context.rules.rules & {"no_links", "no_contacts"}:
        for match in places(draft, LINK):
            yield _forbidden(draft, "links", "Contains a link, which {} does not allow; leave it out.", match.span())


def contacts(draft: Draft) -> Iterator[Finding]:
    """A phone number or an e-mail address where none may stand."""
    if "no_contacts" in draft.context.rules.rules:
        for pattern in (EMAIL, PHONE):
            for match in places(draft, pattern):
                message = "Contains a contact, which {} does not allow; invite to write on the platform."
                yield _forbidden(draft, "contacts", message, match.span())


def incentives(draft: Draft) -> Iterator[Finding]:
    """A gift or a discount held out in public where the platform forbids it."""
    if "no_incentives" in draft.context.rules.rules:
        for _, start, end in draft.hits("concession", "incentive", cited=True):
            message = "Offers a gift or a discount, which {} does not allow; leave it to the direct channel."
            yield _forbidden(draft, "incentives", message, (start, end), "drop")


def quotation(draft: Draft) -> Iterator[Finding]:
    """Words of the review repeated where quoting is not allowed."""
    if "no_quote" not in draft.context.rules.rules:
        return
    message = "Quotes the review, which {} does not allow; say it in your own words."
    for match in _QUOTED.finditer(draft.folded):
        if match[1] in draft.review:
            yield _forbidden(draft, "quotation", message, match.span())
            return
    place = copied(draft, _COPIED)
    if place is not None:
        yield _forbidden(draft, "quotation", message, place)


def lists_and_markup(draft: Draft) -> Iterator[Finding]:
    """Lists where none may stand; markup anywhere, because no platform shows it."""
    if "no_lists" in draft.context.rules.rules:
        for match in _LIST.finditer(draft.text):
            yield _forbidden(draft, "list", "Contains a list, which {} does not allow; write sentences.", match.span())
            break
    for match in _MARKUP.finditer(draft.folded):
        yield finding("platform.markup", "Contains markup, which readers would see as it is.", match.span())
        break


def names(draft: Draft) -> Iterator[Finding]:
    """The reviewer's name where not even that may stand."""
    author = (draft.context.review.author or "").strip()
    if "no_names" in draft.context.rules.rules and len(author) > 1:
        place = draft.text.find(author)
        if place >= 0:
            message = "Names the reviewer, which {} does not allow."
            yield _forbidden(draft, "names", message, (place, place + len(author)))


def length(draft: Draft) -> Iterator[Finding]:
    """Too long or too short, in the unit in which the platform counts; longer than the voice of the business allows."""
    rules, voice = draft.context.rules, draft.context.business.voice
    size = rules.length(draft.text)
    if rules.limit is not None and size > rules.limit:
        message = f"{size} {rules.unit}; {rules.title} takes {rules.limit}. Say less; never cut a sentence off."
        yield finding("length", message, repair="shorten")
    elif voice.max_length is not None and len(draft.text) > voice.max_length:
        message = f"{len(draft.text)} characters; your voice allows {voice.max_length}. Say less."
        yield finding("length", message, repair="shorten")
    elif not draft.text.strip() or size < rules.minimum:
        yield finding("length", f"Shorter than the {rules.minimum} {rules.unit} that {rules.title} asks for.")


def copied(draft: Draft, count: int) -> tuple[int, int] | None:
    """The first stretch of ``count`` words in a row that stands in the review as well; facts of the business are free.

    A run of ``count`` words holds one of the pieces of half its length into which the reply is cut, so these are looked
    for first.
    """
    own, review = draft.words, draft.review_words
    piece = (count + 1) // 2
    if not any(f" {' '.join(own[at : at + piece])} " in review for at in range(0, len(own) - piece + 1, piece)):
        return None
    for at in range(len(own) - count + 1):
        if f" {' '.join(own[at : at + count])} " in review:
            found = list(WORD.finditer(draft.folded))
            place = found[at].start(), found[at + count - 1].end()
            if not draft.is_cited(*place):
                return place
    return None


def _forbidden(draft: Draft, name: str, message: str, place: tuple[int, int], repair: str = "vary") -> Finding:
    return Finding(f"platform.{name}", message.format(draft.context.rules.title), repair, *place)  # type: ignore[arg-type]


CHECKS = (links, contacts, incentives, quotation, lists_and_markup, names, length)
