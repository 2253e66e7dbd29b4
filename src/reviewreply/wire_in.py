"""The JSON record on its way in: a mapping is checked field by field and becomes a Review (see ``wire.py``)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, cast, get_args

from reviewreply.errors import InputError
from reviewreply.record import (
    Channel,
    ComplaintType,
    Event,
    EventName,
    Fact,
    Order,
    OrderLine,
    OrderStatus,
    Party,
    Payment,
    PaymentState,
    Review,
    Stance,
)

MAX_TEXT = 100_000
_REPLY_LANGUAGES = ("ru", "bg", "en")


def review_from_dict(
    record: Mapping[str, Any], where: str = "record", *, row: Mapping[str, Any] | None = None
) -> Review:
    """One review of the record's input shape.

    ``where`` names the place for errors (``line 7``); ``row`` is the source row, the record itself where None. Keys
    that the record does not know are kept in ``Review.row`` and otherwise ignored; inside ``order`` and ``facts`` they
    are errors, since a misspelt fact would be lost.
    Raises InputError with the path of the field.
    """
    if not isinstance(record, Mapping):
        raise InputError(f"{where}: expected an object, got {_kind(record)}.", "Give one JSON object per review.")
    text = _text(record.get("text"), f"{where}: text")
    stars = _stars(record.get("stars"), f"{where}: stars")
    if not text.strip() and stars is None:
        raise InputError(f"{where}: neither text nor stars.", "A review needs at least one of the two.")
    return Review(
        text=text,
        stars=stars,
        id=_label(record.get("id"), f"{where}: id"),
        author=_label(record.get("author"), f"{where}: author"),
        date=_moment(record.get("date"), f"{where}: date"),
        platform=_label(record.get("platform"), f"{where}: platform"),
        lang=_label(record.get("lang"), f"{where}: lang"),
        order=order_from_dict(record["order"], f"{where}: order") if record.get("order") is not None else None,
        facts=_facts(record.get("facts"), f"{where}: facts"),
        row=MappingProxyType(dict(record) if row is None else dict(row)),
    )


def order_from_dict(order: Any, where: str = "order") -> Order:
    """What the business knows of an order; raises InputError with the path of the field that cannot be used."""
    _known(order, ("channel", "status", "events", "lines", "payments"), where)
    payments = order.get("payments")
    return Order(
        channel=cast("Channel | None", _choice(order.get("channel"), get_args(Channel), f"{where}.channel")),
        status=cast("OrderStatus | None", _choice(order.get("status"), get_args(OrderStatus), f"{where}.status")),
        events=tuple(_event(e, f"{where}.events.{n}") for n, e in _items(order.get("events"), f"{where}.events")),
        lines=tuple(_line(e, f"{where}.lines.{n}") for n, e in _items(order.get("lines"), f"{where}.lines")),
        payments=None
        if payments is None
        else tuple(_payment(e, f"{where}.payments.{n}") for n, e in _items(payments, f"{where}.payments")),
    )


def _event(event: Any, where: str) -> Event:
    _known(event, ("what", "at", "line"), where)
    what = _choice(_needed(event, "what", where), get_args(EventName), f"{where}.what")
    at = _moment(_needed(event, "at", where), f"{where}.at")
    assert at is not None
    line = event.get("line")
    if line is not None and (isinstance(line, bool) or not isinstance(line, int) or line < 0):
        raise InputError(f"{where}.line: expected the number of a line, got {_kind(line)}.", "Count lines from 0.")
    return Event(what=cast(EventName, what), at=at, line=line)


def _line(line: Any, where: str) -> OrderLine:
    _known(line, ("item", "quantity", "sent", "billed", "due"), where)
    return OrderLine(
        item=_label(line.get("item"), f"{where}.item"),
        quantity=_number(line.get("quantity"), f"{where}.quantity"),
        sent=_label(line.get("sent"), f"{where}.sent"),
        billed=_number(line.get("billed"), f"{where}.billed"),
        due=_number(line.get("due"), f"{where}.due"),
    )


def _payment(payment: Any, where: str) -> Payment:
    _known(payment, ("at", "amount", "currency", "state"), where)
    state = _choice(payment.get("state"), get_args(PaymentState), f"{where}.state") or "captured"
    return Payment(
        amount=_number(payment.get("amount"), f"{where}.amount"),
        state=cast(PaymentState, state),
        at=_moment(payment.get("at"), f"{where}.at"),
        currency=_label(payment.get("currency"), f"{where}.currency"),
    )


def _facts(facts: Any, where: str) -> tuple[Fact, ...]:
    return tuple(_fact(fact, f"{where}.{n}") for n, fact in _items(facts, where))


def _fact(fact: Any, where: str) -> Fact:
    _known(fact, ("about", "text", "stance", "responsible", "resolved", "notified", "private"), where)
    about = _needed(fact, "about", where)
    about = [about] if isinstance(about, str) else about
    names = tuple(_choice(e, get_args(ComplaintType), f"{where}.about.{n}") for n, e in _items(about, f"{where}.about"))
    if not names:
        raise InputError(
            f"{where}.about: no complaint type.", f"Name one or more of: {_list(get_args(ComplaintType))}."
        )
    return Fact(
        about=cast("tuple[ComplaintType, ...]", names),
        text=_texts(fact.get("text"), f"{where}.text"),
        stance=cast("Stance | None", _choice(fact.get("stance"), get_args(Stance), f"{where}.stance")),
        responsible=cast("Party | None", _choice(fact.get("responsible"), get_args(Party), f"{where}.responsible")),
        resolved=_flag(fact.get("resolved"), f"{where}.resolved"),
        notified=_label(fact.get("notified"), f"{where}.notified"),
        private=_flag(fact.get("private"), f"{where}.private"),
    )


def _texts(texts: Any, where: str) -> Mapping[str, str]:
    if texts is None:
        return MappingProxyType({})
    _known(texts, _REPLY_LANGUAGES, where)
    return MappingProxyType({language: _text(text, f"{where}.{language}") for language, text in texts.items()})


# ------------------------------------------------------------------------------------------------------ single values


def parse_moment(value: str) -> date | datetime:
    """A date (``2026-10-02``) or a date with time (``2026-10-02T18:40``, with or without an offset)."""
    value = value.strip()
    return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)


def _moment(value: Any, where: str) -> date | datetime | None:
    if value is None or value == "":
        return None
    if isinstance(value, (date, datetime)):
        return value
    if isinstance(value, str):
        try:
            return parse_moment(value)
        except ValueError:
            pass
    raise InputError(f"{where}: not a date or a date with time.", "Write 2026-10-02 or 2026-10-02T18:40.")


def _text(value: Any, where: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f"{where}: expected text, got {_kind(value)}.", "Put the text in quotes.")
    if len(value) > MAX_TEXT:
        raise InputError(f"{where}: {len(value)} characters, more than {MAX_TEXT}.", "Shorten it.")
    if not value.isascii() and _is_halved(value):
        raise InputError(f"{where}: holds half of a character (a lone surrogate).", "Export the file again as UTF-8.")
    return value


def _is_halved(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return True
    return False


def _label(value: Any, where: str) -> str | None:
    """A short text; numbers are taken for their digits, since ids often come as numbers."""
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _text(value, where)


def _stars(value: Any, where: str) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value not in (1, 2, 3, 4, 5):
        raise InputError(f"{where}: expected a whole number from 1 to 5.", "Leave it out when there is no rating.")
    return int(value)


def _number(value: Any, where: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise InputError(f"{where}: expected a number, got {_kind(value)}.", "Write it with a point: 59.90.")
    return float(value)


def _flag(value: Any, where: str) -> bool:
    if value is None:
        return False
    if not isinstance(value, bool):
        raise InputError(f"{where}: expected true or false, got {_kind(value)}.", "Write true or false.")
    return value


def _choice(value: Any, choices: Sequence[str], where: str) -> str | None:
    if value is None:
        return None
    if value in choices and isinstance(value, str):
        return value
    raise InputError(f"{where}: not one of the known values.", f"{_nearest(value, choices)}Known: {_list(choices)}.")


def _items(value: Any, where: str) -> Sequence[tuple[int, Any]]:
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)):
        raise InputError(f"{where}: expected a list, got {_kind(value)}.", "Put it in square brackets.")
    return list(enumerate(value))


def _known(value: Any, keys: Sequence[str], where: str) -> None:
    if not isinstance(value, Mapping):
        raise InputError(f"{where}: expected an object, got {_kind(value)}.", f"It may hold: {_list(keys)}.")
    for key in value:
        if key not in keys:
            remedy = f"{_nearest(key, keys)}Known: {_list(keys)}."
            raise InputError(f"{where}: a key that is not known.", remedy)


def _needed(value: Mapping[str, Any], key: str, where: str) -> Any:
    if value.get(key) is None:
        raise InputError(f"{where}.{key}: missing.", f"Add {key}.")
    return value[key]


def _nearest(value: Any, choices: Sequence[str]) -> str:
    found = get_close_matches(str(value), choices, n=1)
    return f"Did you mean {found[0]}? " if found else ""


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
    return "nothing" if value is None else kinds.get(type(value), "something else")
