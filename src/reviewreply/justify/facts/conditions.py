"""Exclusions, and conditions that a request has to meet: unused, with a receipt, booked beforehand.

An exclusion speaks to a claim whose words, or whose goods, the first part of its text names. One about faults needs
more than the goods: that a rule on limescale names kettles says nothing about a kettle that leaks. A condition speaks
where the customer's own words say that it is not met.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from reviewreply.business.model import Policy
from reviewreply.justify.claims import stems
from reviewreply.justify.facts.case import Case
from reviewreply.justify.facts.evidence import policy
from reviewreply.justify.facts.rights import unusable
from reviewreply.justify.facts.subject import Subject
from reviewreply.justify.finding import Finding
from reviewreply.justify.rules.lexicon import LANGUAGES, folded
from reviewreply.text.latin import to_cyrillic

_FAULTS = {"quality", "safety", "premises", "app"}
_PARTS = re.compile(r"[;:.!?]|\s[–—-]\s")


def conditions(case: Case, subject: Subject) -> Iterator[Finding]:
    """Findings from exclusions and conditions that bind the customer."""
    for rule in case.policies:
        if rule.binds != "customer" or not subject.types & set(rule.about) or unusable(case, rule, "text"):
            continue
        if rule.requires and not unusable(case, rule, "requires"):
            yield from _unmet(case, rule)
        if rule.kind in ("exclusion", "condition") and not rule.requires and not rule.within and not rule.hours:
            yield from _excluded(case, subject, rule)


def _unmet(case: Case, rule: Policy) -> Iterator[Finding]:
    """A requirement that the customer says was not met."""
    text = folded(_plain(case))
    for requirement in rule.requires:
        for name, row in _admissions().items():
            asked = any(word in requirement.lower() for word in row["asked"])
            if asked and any(folded(phrase) in text for phrase in row.get(case.language.code, ())):
                says = f"the policy asks for {requirement!r}; the text says it was not so ({name})"
                yield policy(rule.id, says, "contradicts", responsible="customer", signal="against_policy")
                return


def _excluded(case: Case, subject: Subject, rule: Policy) -> Iterator[Finding]:
    """An exclusion whose own words the claim, or the order, uses."""
    text = rule.text.get(case.language.code)
    if not text:
        return
    matter = _PARTS.split(text, maxsplit=1)[0]
    named = stems(matter) - _common(case, rule) - _everyday(case.language.code)
    goods = stems(" ".join(f"{line.item or ''} {line.sent or ''}" for line in case.order.lines))
    enough = 1
    if set(rule.about) <= _FAULTS:
        named -= goods | stems(" ".join(case.business.name.values()) if case.business else "")
        enough, goods = min(2, len(named)), frozenset()
    if named and len(named & (stems(_plain(case)) | goods)) >= enough:
        says = "what the claim asks for is excluded by the terms"
        yield policy(rule.id, says, "contradicts", responsible="customer", signal="against_policy")


def _plain(case: Case) -> str:
    """The text, in Cyrillic where it was typed in Latin letters."""
    if case.language.latin_script and case.language.code in ("ru", "bg"):
        return to_cyrillic(case.review.text, case.language.code).text
    return case.review.text


def _common(case: Case, rule: Policy) -> frozenset[str]:
    """Words that the business uses in its other policies too: they tell nothing apart."""
    others = [
        other.text.get(case.language.code, "")
        for other in (case.business.policies if case.business else ())
        if other.id != rule.id
    ]
    return frozenset().union(*(stems(text) for text in others))


@cache
def _data(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files("reviewreply.justify") / "lexicons" / name).read_text("utf-8"))


def _admissions() -> dict[str, Mapping[str, Any]]:
    return {name: row for name, row in _data("conditions.toml").items() if isinstance(row, Mapping)}


@cache
def _everyday(language: str) -> frozenset[str]:
    """Words that any policy may hold and that name no goods."""
    return stems(_data("everyday.toml")[language]["words"]) if language in LANGUAGES else frozenset()
