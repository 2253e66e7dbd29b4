"""business.toml read into a :class:`Business`, with every mistake named by its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast, get_args
from zoneinfo import ZoneInfo

from reviewreply.business import model
from reviewreply.business.condition import EVENTS, Condition, ConditionError, parse_condition
from reviewreply.business.crosscheck import crosscheck, missing_texts
from reviewreply.business.places import country_of, known_zone, nearest_zone
from reviewreply.business.reader import LANGUAGES, Table
from reviewreply.business.rights import review_rights
from reviewreply.business.terms import parse_duration, parse_hours
from reviewreply.errors import BusinessFileError
from reviewreply.record import Channel, ComplaintType, EventName, Party, Verdict
from reviewreply.text.deadlines import Duration, span_of

T = TypeVar("T")
_SECTIONS = ("business", "contact", "voice", "policies", "remedies", "incidents", "loyalty")
_BUSINESS = ("name", "trade", "timezone", "country", "signature")
_CONTACT = ("email", "phone", "url", "hours", "address")
_VOICE = ("formality", "warmth", "sign", "max_length", "prefer", "avoid")
_POLICY = (
    "id", "about", "kind", "binds", "within", "counts_from", "until", "channels", "requires", "overrides", "valid",
    "amount", "currency", "hours", "text",
)  # fmt: skip
_REMEDY = ("about", "when", "if", "text")
_INCIDENT = ("id", "from", "to", "about", "responsible", "announced", "text", "compensation")
_LOYALTY = ("webhook", "when", "points")
_BINDS: dict[str, model.Binds] = {"promise": "business", "price": "business", "promotion": "business"}
_LONGEST = 36_600  # days; a century and some: what goes beyond is a slip of the keyboard


def load_business(path: str | Path) -> model.Business:
    """Read business.toml.

    Raises BusinessFileError when the file is missing, is no TOML, or says something that cannot be meant; what may be
    left as it is stands in ``warnings`` and ``rights`` of the result.
    """
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise BusinessFileError(f"{path}: {reason}.", 'Create one with "reviewreply init".') from error
    try:
        return business_from_dict(tomllib.loads(raw.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise BusinessFileError(f"{path} is not UTF-8.", "Save the file as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise BusinessFileError(
            f"{path} is not valid TOML: {error}.", "Look at that line: quotes, =, brackets."
        ) from error
    except BusinessFileError as error:
        raise BusinessFileError(f"{path}: {error.message}", error.remedy) from error


def business_from_dict(values: Mapping[str, Any]) -> model.Business:
    """Read the same from plain data, as tomllib or json give it. Dates may be text in ISO form."""
    top = Table(values, "business.toml", _SECTIONS)
    if "business" not in top:
        raise BusinessFileError("The section [business] is missing.", 'It needs "name" and "trade".')
    head = Table(values["business"], "[business]", _BUSINESS)
    zone = _zone(head)
    policies = _each(top, "policies", _POLICY, _policy)
    remedies = _each(top, "remedies", _REMEDY, _remedy)
    incidents = _each(top, "incidents", _INCIDENT, _incident)
    warnings = crosscheck(policies, incidents)
    if "timezone" not in head and any(policy.within for policy in policies):
        warnings += ("[business]: no timezone; terms are counted in UTC.",)
    business = model.Business(
        name=_name(head),
        trade=cast(model.Trade, head.choice("trade", get_args(model.Trade)) or head.needed("trade")),
        timezone=zone,
        country=_country(head) or country_of(zone),
        signature=head.texts("signature"),
        contact=_contact(Table(values.get("contact", {}), "[contact]", _CONTACT)),
        voice=_voice(Table(values.get("voice", {}), "[voice]", _VOICE)),
        policies=policies,
        remedies=remedies,
        incidents=incidents,
        loyalty=_loyalty(Table(values["loyalty"], "[loyalty]", _LOYALTY)) if "loyalty" in top else None,
    )
    return _with_notes(business, warnings)


def _with_notes(business: model.Business, warnings: tuple[str, ...]) -> model.Business:
    rights = review_rights(business)
    said = tuple(f'[[policies]] #{note.index + 1} (id "{note.policy}"): {note.says}' for note in rights)
    return replace(business, rights=rights, warnings=(*warnings, *missing_texts(business), *said))


def _each(top: Table, section: str, known: tuple[str, ...], read: Callable[[Table, int], T]) -> tuple[T, ...]:
    """Read every table of a list such as [[policies]]."""
    tables = top.values.get(section, [])
    if not isinstance(tables, list | tuple):
        raise BusinessFileError(f"[{section}] has to be a list.", f"Write [[{section}]] with two brackets.")
    return tuple(
        read(Table(values, _place(section, index, values), known), index) for index, values in enumerate(tables)
    )


def _place(section: str, index: int, values: object) -> str:
    """``[[policies]] #2 (id "returns")``: how an error names one table of a list."""
    id = values.get("id") if isinstance(values, Mapping) else None
    return f"[[{section}]] #{index + 1}" + (f' (id "{id}")' if isinstance(id, str) and id else "")


def _name(head: Table) -> dict[str, str]:
    if "name" not in head:
        head.fail("name", "is missing.", 'Write name = "…", or one per language: name = {en = "…", bg = "…"}.')
    if isinstance(head.values["name"], str):
        return dict.fromkeys(LANGUAGES, head.needed("name"))
    return head.texts("name") or head.fail("name", "is empty.", "Write the name in at least one language.")


def _zone(head: Table) -> str:
    zone = head.text("timezone")
    if zone is None:
        return "UTC"
    if not known_zone(zone):
        near = nearest_zone(zone)
        head.fail(
            "timezone", f'"{zone}" is no time zone.', f'Did you mean "{near}"?' if near else 'Write "Europe/Sofia".'
        )
    return zone


def _country(head: Table) -> str | None:
    country = head.text("country")
    if country is not None and not re.fullmatch(r"[A-Za-z]{2}", country):
        head.fail("country", f'"{country}" is no country code.', 'Write two letters, such as "BG".')
    return country.upper() if country else None


def _contact(table: Table) -> model.Contact:
    email = table.text("email")
    if email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
        table.fail("email", f'"{email}" is no e-mail address.')
    phone = table.text("phone")
    if phone and sum(character.isdigit() for character in phone) < 3:
        table.fail("phone", f'"{phone}" is no phone number.')
    return model.Contact(email, phone, _address(table, "url"), table.texts("hours"), table.texts("address"))


def _voice(table: Table) -> model.Voice:
    return model.Voice(
        formality=cast(model.Formality, table.choice("formality", get_args(model.Formality)) or "formal"),
        warmth=cast(model.Warmth, table.choice("warmth", get_args(model.Warmth)) or "normal"),
        sign=table.flag("sign", True),
        max_length=table.whole("max_length", at_least=100),
        prefer=table.word_pairs("prefer"),
        avoid=table.word_lists("avoid"),
    )


def _policy(table: Table, index: int) -> model.Policy:
    kind = cast(model.PolicyKind, table.choice("kind", get_args(model.PolicyKind)) or "term")
    within = _within(table)
    counts_from, before = _counts_from(table)
    if within and counts_from is None:
        table.fail("within", "needs to know from when it runs.", 'Add counts_from = "delivered" or another event.')
    amount = table.number("amount")
    if amount is not None and "currency" not in table:
        table.fail("amount", "has no currency.", 'Add currency = "EUR".')
    return model.Policy(
        id=_id(table),
        index=index,
        about=_about(table),
        kind=kind,
        binds=cast(model.Binds, table.choice("binds", get_args(model.Binds)) or _BINDS.get(kind, "customer")),
        text=table.texts("text"),
        within=within,
        counts_from=counts_from,
        before=before,
        until=table.moment("until"),
        channels=cast(tuple[Channel, ...], table.choices("channels", get_args(Channel))),
        requires=table.words("requires"),
        overrides=table.text("overrides"),
        valid=_valid(table),
        amount=amount,
        currency=_currency(table),
        hours=_hours(table),
    )


def _remedy(table: Table, index: int) -> model.Remedy:
    when = table.choices("when", get_args(Verdict)) if "when" in table else ("justified", "partly")
    return model.Remedy(index, _about(table), cast(tuple[Verdict, ...], when), table.texts("text"), _condition(table))


def _incident(table: Table, index: int) -> model.Incident:
    start, end = table.moment("from"), table.moment("to")
    _in_order(table, "to", start, end)
    compensation = table.table("compensation", ("granted", "text"))
    return model.Incident(
        id=_id(table),
        index=index,
        about=_about(table),
        start=start,
        end=end,
        responsible=cast(Party, table.choice("responsible", get_args(Party)) or "business"),
        announced=table.flag("announced", False),
        text=table.texts("text"),
        compensation=_compensation(compensation) if compensation else None,
    )


def _compensation(table: Table) -> model.Compensation:
    granted = table.choice("granted", get_args(model.Granted)) or table.needed("granted")
    return model.Compensation(cast(model.Granted, granted), table.texts("text"))


def _loyalty(table: Table) -> model.Loyalty:
    when = table.choices("when", get_args(Verdict)) if "when" in table else ("justified", "partly")
    webhook = _address(table, "webhook") or table.needed("webhook")
    return model.Loyalty(webhook, cast(tuple[Verdict, ...], when), table.whole("points"))


def _id(table: Table) -> str:
    id = table.needed("id")
    if not re.fullmatch(r"[\w.-]{1,80}", id):
        table.fail("id", f'"{id}" may hold only letters, digits, "-", "_" and ".".')
    return id


def _about(table: Table) -> tuple[ComplaintType, ...]:
    about = table.choices("about", get_args(ComplaintType))
    return cast(tuple[ComplaintType, ...], about) or table.fail("about", "names no complaint type.")


def _within(table: Table) -> Duration | None:
    text = table.text("within")
    if text is None:
        return None
    found = parse_duration(text)
    if found is None:
        table.fail("within", f'"{text}" is no length of time.', 'Write "14 days", "60 minutes", "3 working days".')
    return found if found.delta.days <= _LONGEST else table.fail("within", "is longer than a century.")


def _counts_from(table: Table) -> tuple[EventName | None, bool]:
    """The event that starts the count, and whether it counts backwards ("before booked_for")."""
    text = table.text("counts_from")
    if text is None:
        return None, False
    words = text.split()
    before = len(words) == 2 and words[0] == "before"
    inner = Table({"counts_from": words[-1] if before else text}, table.place, ("counts_from",))
    return cast(EventName, inner.choice("counts_from", EVENTS)), before


def _valid(table: Table) -> model.Validity | None:
    inner = table.table("valid", ("event", "from", "to"))
    if inner is None:
        return None
    start, end = inner.moment("from"), inner.moment("to")
    if start is None and end is None:
        inner.fail("from", 'a season needs "from", "to" or both.')
    _in_order(inner, "to", start, end)
    until = table.moment("until")
    _in_order(table, "until", start, until)
    return model.Validity(cast(EventName, inner.choice("event", EVENTS) or "ordered"), start, end)


def _in_order(table: Table, key: str, start: date | None, end: date | None) -> None:
    """An end before its start is a contradiction."""
    utc = ZoneInfo("UTC")
    if start is not None and end is not None and span_of(end, utc)[1] < span_of(start, utc)[0]:
        table.fail(key, f"{end} lies before the start, {start}.", "Exchange the two, or correct the year.")


def _currency(table: Table) -> str | None:
    currency = table.text("currency")
    if currency is not None and not re.fullmatch(r"[A-Za-z]{3}", currency):
        table.fail("currency", f'"{currency}" is no currency code.', 'Write "EUR", "BGN", "RUB" or "USD".')
    return currency.upper() if currency else None


def _hours(table: Table) -> tuple[model.OpenHours, ...]:
    text = table.text("hours")
    if text is None:
        return ()
    spans = parse_hours(text)
    if spans is None:
        table.fail("hours", f'"{text}" are no hours.', 'Write "08:00-22:00" or "9:00-13:00, 14:00-18:00".')
    return tuple(model.OpenHours(start, end) for start, end in spans)


def _condition(table: Table) -> Condition | None:
    text = table.text("if")
    if text is None:
        return None
    try:
        return parse_condition(text)
    except ConditionError as error:
        table.fail("if", f"{error}.", 'Write for example "delivered > promised + 60 minutes".')


def _address(table: Table, key: str) -> str | None:
    url = table.text(key)
    if url and not re.fullmatch(r"https?://[^\s/]+\S*", url):
        table.fail(key, f'"{url}" is no web address.', "It begins with https://.")
    return url
