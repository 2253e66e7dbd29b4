"""What can only be seen when the parts of business.toml stand side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from zoneinfo import ZoneInfo

from reviewreply.business.model import Business, Incident, Policy, Texts, Validity
from reviewreply.business.reader import nearest
from reviewreply.errors import BusinessFileError
from reviewreply.text.deadlines import span_of

_UTC = ZoneInfo("UTC")


def crosscheck(policies: Sequence[Policy], incidents: Sequence[Incident]) -> tuple[str, ...]:
    """Raise BusinessFileError on ids given twice and ``overrides`` that lead nowhere or in a circle.

    Returns warnings on what contradicts itself without being an error.
    """
    _unique("policies", policies)
    _unique("incidents", incidents)
    by_id = {policy.id: policy for policy in policies}
    for policy in policies:
        _overrides_lead_somewhere(policy, by_id)
    return (*_seasons_that_clash(policies), *_parts_without_use(policies))


def missing_texts(business: Business) -> tuple[str, ...]:
    """A warning for every text that is missing in a language which the file otherwise speaks."""
    spoken = _languages(business)
    found: list[str] = []
    for place, text in _all_texts(business):
        absent = [language for language in spoken if language not in text]
        if absent and text:
            found.append(f"{place}: no text in {', '.join(absent)}; replies in {', '.join(absent)} will not use it.")
        elif absent:
            found.append(f"{place}: no text; it serves the verdict only and is never cited.")
    return tuple(found)


def _languages(business: Business) -> list[str]:
    """The languages that any text but the name is written in: a plain name stands for all of them."""
    texts = [text for _, text in _all_texts(business)]
    return sorted({language for text in texts for language in text})


def _all_texts(business: Business) -> Iterator[tuple[str, Texts]]:
    if business.signature:
        yield "[business], signature", business.signature
    if business.contact.hours:
        yield "[contact], hours", business.contact.hours
    for policy in business.policies:
        yield f'[[policies]] #{policy.index + 1} (id "{policy.id}")', policy.text
    for remedy in business.remedies:
        yield f"[[remedies]] #{remedy.index + 1}", remedy.text
    for incident in business.incidents:
        place = f'[[incidents]] #{incident.index + 1} (id "{incident.id}")'
        yield place, incident.text
        if incident.compensation:
            yield f"{place}, compensation", incident.compensation.text


def _unique(section: str, entries: Iterable[Policy | Incident]) -> None:
    seen: dict[str, int] = {}
    for entry in entries:
        if entry.id in seen:
            raise BusinessFileError(
                f'[[{section}]] #{entry.index + 1} has the id "{entry.id}" that #{seen[entry.id] + 1} has already.',
                "Give each its own id.",
            )
        seen[entry.id] = entry.index


def _overrides_lead_somewhere(policy: Policy, by_id: dict[str, Policy]) -> None:
    place = f'[[policies]] #{policy.index + 1} (id "{policy.id}"), key "overrides"'
    trail = [policy.id]
    current = policy
    while current.overrides is not None:
        if current.overrides not in by_id:
            near = nearest(current.overrides, by_id.keys() - {current.id})
            remedy = f'Did you mean "{near}"?' if near else "It has to be the id of another policy."
            raise BusinessFileError(f'{place}: there is no policy "{current.overrides}".', remedy)
        if current.overrides in trail:
            raise BusinessFileError(
                f"{place}: {' > '.join([*trail, current.overrides])} is a circle.", "Drop one of them."
            )
        trail.append(current.overrides)
        current = by_id[current.overrides]


def _seasons_that_clash(policies: Sequence[Policy]) -> Iterator[str]:
    """Two policies that take the place of the same one at the same time: the later in the file counts."""
    for first, second in combinations([policy for policy in policies if policy.overrides], 2):
        if first.overrides == second.overrides and _overlap(first.valid, second.valid):
            yield (
                f'[[policies]]: "{first.id}" and "{second.id}" both take the place of "{first.overrides}" at the same '
                f'time; "{second.id}", the later one, counts.'
            )


def _overlap(first: Validity | None, second: Validity | None) -> bool:
    if first is None or second is None or first.event != second.event:
        return first is None or second is None
    return not (_ends_before(first, second) or _ends_before(second, first))


def _ends_before(first: Validity, second: Validity) -> bool:
    if first.end is None or second.start is None:
        return False
    return span_of(first.end, _UTC)[1] < span_of(second.start, _UTC)[0]


def _parts_without_use(policies: Sequence[Policy]) -> Iterator[str]:
    for policy in policies:
        place = f'[[policies]] #{policy.index + 1} (id "{policy.id}")'
        if policy.counts_from and not policy.within:
            yield f'{place}: "counts_from" without "within" says nothing.'
        if policy.kind == "price" and policy.amount is None:
            yield f'{place}: a price without "amount".'
        if policy.kind == "promotion" and policy.valid is None:
            yield f'{place}: a promotion without "valid" never ends.'
        if policy.overrides and policy.valid is None:
            yield f'{place}: takes the place of "{policy.overrides}" at all times, as it has no "valid".'
