"""Reading business.toml: what is understood, and how mistakes are named."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewreply.business import Business, Duration, OpenHours, business_from_dict, load_business
from reviewreply.errors import BusinessFileError

HEAD = '[business]\nname = "Kettle & Co"\ntrade = "shop"\ntimezone = "Europe/Sofia"\n'
RETURNS = '[[policies]]\nid = "returns"\nabout = ["refund"]\n'

FULL = """
[business]
name = {en = "Kettle & Co", ru = "Кеттл", bg = "Кетъл"}
trade = "shop"
timezone = "Europe/Sofia"
signature = {en = "The team", ru = "Команда", bg = "Екипът"}
[contact]
email = "help@kettle.example"
phone = "+359 2 000 0000"
hours = {en = "every day", ru = "ежедневно", bg = "всеки ден"}
[voice]
formality = "warm"
sign = false
max_length = 700
prefer = {en = {customer = "guest"}}
avoid = {bg = ["за съжаление"]}
[[policies]]
id = "returns"
about = ["refund"]
kind = "term"
binds = "customer"
within = "14 days"
counts_from = "delivered"
channels = ["online"]
requires = ["unused", "receipt"]
text = {en = "Within 14 days.", ru = "В течение 14 дней.", bg = "До 14 дни."}
[[policies]]
id = "returns-christmas"
overrides = "returns"
valid = {event = "ordered", from = 2026-11-15, to = 2026-12-24}
until = 2027-01-15
about = ["refund"]
text = {en = "Until 15 January.", ru = "До 15 января.", bg = "До 15 януари."}
[[policies]]
id = "cancel"
about = ["refund"]
within = "24 hours"
counts_from = "before booked_for"
hours = "09:00-13:00, 22:00-08:00"
text = {en = "24 hours before.", ru = "За 24 часа.", bg = "24 часа по-рано."}
[[policies]]
id = "fee"
kind = "price"
about = ["price"]
amount = 3.5
currency = "eur"
text = {en = "3.50", ru = "3,50", bg = "3,50"}
[[remedies]]
about = ["delivery"]
if = "delivered > promised + 60 minutes"
text = {en = "we refund", ru = "мы вернём", bg = "връщаме"}
[[incidents]]
id = "outage-may"
from = 2026-05-05T12:00:00
about = ["app"]
text = {en = "Down.", ru = "Сбой.", bg = "Срив."}
compensation = {granted = "automatic", text = {en = "20 %", ru = "20 %", bg = "20 %"}}
[loyalty]
webhook = "https://points.example/hook"
points = 50
"""


def read(text: str, tmp_path: Path) -> Business:
    path = tmp_path / "business.toml"
    path.write_text(text, encoding="utf-8")
    return load_business(path)


@pytest.fixture
def full(tmp_path: Path) -> Business:
    return read(FULL, tmp_path)


def test_a_full_file_has_no_warnings(full: Business) -> None:
    assert full.warnings == ()


def test_names_and_voice(full: Business) -> None:
    assert full.name["bg"] == "Кетъл"
    assert full.country == "BG"
    assert full.contact.email == "help@kettle.example"
    assert (full.voice.formality, full.voice.sign, full.voice.max_length) == ("warm", False, 700)
    assert full.voice.prefer == {"en": {"customer": "guest"}}
    assert full.voice.avoid == {"bg": ("за съжаление",)}


def test_policies(full: Business) -> None:
    returns, christmas, cancel, fee = full.policies
    assert (returns.within, returns.counts_from, returns.before) == (Duration(14, "days"), "delivered", False)
    assert returns.requires == ("unused", "receipt")
    assert christmas.valid is not None
    assert (christmas.valid.start, christmas.until) == (date(2026, 11, 15), date(2027, 1, 15))
    assert (cancel.counts_from, cancel.before) == ("booked_for", True)
    assert cancel.hours == (OpenHours(time(9), time(13)), OpenHours(time(22), time(8)))
    assert (fee.amount, fee.currency, fee.binds) == (3.5, "EUR", "business")


def test_remedies_incidents_loyalty(full: Business) -> None:
    assert full.remedies[0].condition is not None
    assert full.remedies[0].when == ("justified", "partly")
    incident = full.incidents[0]
    assert (incident.start, incident.end, incident.responsible) == (datetime(2026, 5, 5, 12), None, "business")
    assert incident.compensation is not None
    assert full.loyalty is not None
    assert full.loyalty.points == 50


def test_name_and_trade_are_enough(tmp_path: Path) -> None:
    business = read('[business]\nname = "A"\ntrade = "other"\n', tmp_path)
    assert business.name == {"ru": "A", "bg": "A", "en": "A"}
    assert business.timezone == "UTC"
    assert business.warnings == ()


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert read("\ufeff" + HEAD, tmp_path).trade == "shop"


WRONG = {
    "unknown key": (RETURNS + 'wihtin = "5 days"', '[[policies]] #1 (id "returns"), key "wihtin"', '"within"'),
    "unknown section": ("[voise]\nsign = true", 'key "voise"', '"voice"'),
    "unknown inner key": (RETURNS + "valid = {form = 2026-01-01}", 'key "form"', '"from"'),
    "one bracket": ('[policies]\nid = "a"', "[policies] has to be a list", "[[policies]]"),
    "wrong type": (RETURNS + "within = 14", "expected a text in quotes, found a number", ""),
    "text where languages go": (RETURNS + 'text = "Within 14 days"', "one entry per language", '{en = "…"'),
    "unknown language": (RETURNS + 'text = {de = "x"}', 'no replies in "de"', ""),
    "unknown complaint type": ('[[policies]]\nid = "a"\nabout = ["refunds"]', '"refunds" is not one of', '"refund"'),
    "no complaint type": ('[[policies]]\nid = "a"\nabout = []', "names no complaint type", ""),
    "unknown event": (RETURNS + 'counts_from = "delivery"', '"delivery" is not one of', '"delivered"'),
    "unknown kind": (RETURNS + 'kind = "rule"', '"rule" is not one of', ""),
    "no length of time": (RETURNS + 'within = "soon"\ncounts_from = "delivered"', "no length of time", '"14 days"'),
    "within from when": (RETURNS + 'within = "5 days"', "from when", "counts_from"),
    "amount of what": (RETURNS + "amount = 5", "no currency", ""),
    "negative amount": (RETURNS + 'amount = -5\ncurrency = "EUR"', "negative", ""),
    "bad hours": (RETURNS + 'hours = "25:00-26:00"', "are no hours", ""),
    "overrides nothing": (RETURNS + 'overrides = "retruns-old"', 'no policy "retruns-old"', "id of another"),
    "overrides itself": (RETURNS + 'overrides = "returns"', "circle", ""),
    "an id twice": (RETURNS + RETURNS, '#2 has the id "returns" that #1 has already', ""),
    "an id with spaces": ('[[policies]]\nid = "my id"\nabout = ["refund"]', "may hold only", ""),
    "season backwards": (
        RETURNS + "valid = {from = 2026-12-24, to = 2026-11-15}", "2026-11-15 lies before the start", "year",
    ),
    "last day before the season": (
        RETURNS + "valid = {from = 2026-12-24}\nuntil = 2026-12-01", '"until"', "year",
    ),
    "a season without ends": (RETURNS + 'valid = {event = "ordered"}', "a season needs", ""),
    "incident backwards": (
        '[[incidents]]\nid = "a"\nabout = ["app"]\nfrom = 2026-05-05\nto = 2026-05-04', "lies before", "",
    ),
    "bad condition": (
        '[[remedies]]\nabout = ["delivery"]\nif = "deliverd > promised"', "no event 'deliverd'; did you mean", "",
    ),
    "granted missing": ('[[incidents]]\nid = "a"\nabout = ["app"]\ncompensation = {}', '"granted": is missing', ""),
    "bad mail": ('[contact]\nemail = "nobody"', "no e-mail address", ""),
    "bad webhook": ('[loyalty]\nwebhook = "points"', "no web address", "https"),
    "bad flag": ('[voice]\nsign = "yes"', "expected true or false", ""),
    "tiny replies": ("[voice]\nmax_length = 5", "100 or more", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_mistakes_are_named(case: str, tmp_path: Path) -> None:
    text, message, remedy = WRONG[case]
    with pytest.raises(BusinessFileError) as caught:
        read(HEAD + text, tmp_path)
    assert message in caught.value.message
    assert remedy in caught.value.remedy
    assert "business.toml" in caught.value.message


@pytest.mark.parametrize(
    ("head", "message", "remedy"),
    [
        ("", "section [business] is missing", ""),
        ('[business]\ntrade = "shop"', '"name": is missing', ""),
        ('[business]\nname = "A"', '"trade": is missing', ""),
        ('[business]\nname = ""\ntrade = "shop"', "the text is empty", ""),
        ('[business]\nname = "A"\ntrade = "shopp"', '"shopp" is not one of', ""),
        ('[business]\nname = "A"\ntrade = "shop"\ntimezone = "Sofia"', "no time zone", '"Europe/Sofia"'),
        ('[business]\nname = "A"\ntrade = "shop"\ntimezone = "../x"', "no time zone", ""),
        ('[business]\nname = "A"\ntrade = "shop"\ncountry = "Bulgaria"', "no country code", '"BG"'),
        ('[business\nname = "A"', "not valid TOML", "line"),
        ('[business]\nname = "A"\ntrade = "shop"\n[[policies]]\nuntil = 2026-02-30', "not valid TOML", ""),
    ],
)
def test_a_wrong_head_is_named(head: str, message: str, remedy: str, tmp_path: Path) -> None:
    with pytest.raises(BusinessFileError) as caught:
        read(head, tmp_path)
    assert message in caught.value.message
    assert remedy in caught.value.remedy


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BusinessFileError, match="reviewreply init"):
        load_business(tmp_path / "none.toml")


def test_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "business.toml"
    path.write_bytes('[business]\nname = "Чайник"'.encode("cp1251"))
    with pytest.raises(BusinessFileError, match="UTF-8"):
        load_business(path)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (
            RETURNS + 'text = {en = "x", bg = "…"}\n[[remedies]]\nabout = ["app"]\ntext = {en = "x", bg = "y"}',
            "no text in bg",
        ),
        (RETURNS + '[[remedies]]\nabout = ["app"]\ntext = {en = "x"}', "serves the verdict only"),
        (RETURNS + 'counts_from = "delivered"', '"counts_from" without "within"'),
        (RETURNS + 'kind = "price"', "price without"),
        (RETURNS + 'kind = "promotion"', "never ends"),
        (RETURNS + '[[policies]]\nid = "b"\nabout = ["refund"]\noverrides = "returns"', "at all times"),
    ],
)
def test_what_is_worth_a_look_is_a_warning(text: str, warning: str, tmp_path: Path) -> None:
    assert any(warning in said for said in read(HEAD + text, tmp_path).warnings)


def test_seasons_that_clash_are_a_warning(tmp_path: Path) -> None:
    season = '[[policies]]\nid = "{}"\nabout = ["refund"]\noverrides = "returns"\nvalid = {{from = {}, to = {}}}\n'
    apart = season.format("a", "2026-01-01", "2026-01-31") + season.format("b", "2026-02-01", "2026-02-28")
    clash = season.format("a", "2026-01-01", "2026-02-01") + season.format("b", "2026-02-01", "2026-02-28")
    assert not any("take the place" in said for said in read(HEAD + RETURNS + apart, tmp_path).warnings)
    assert any("later one, counts" in said for said in read(HEAD + RETURNS + clash, tmp_path).warnings)


def test_terms_without_a_time_zone_are_a_warning(tmp_path: Path) -> None:
    head = '[business]\nname = "A"\ntrade = "hotel"\n'
    term = RETURNS + 'within = "5 days"\ncounts_from = "delivered"'
    assert any("UTC" in said for said in read(head + term, tmp_path).warnings)


def test_dates_may_be_text_in_json() -> None:
    values = {
        "business": {"name": "A", "trade": "app"},
        "incidents": [{"id": "a", "about": "app", "from": "2026-05-05T12:00:00+03:00", "to": "2026-05-06"}],
    }
    incident = business_from_dict(values).incidents[0]
    assert incident.start == datetime.fromisoformat("2026-05-05T12:00:00+03:00")
    assert incident.end == date(2026, 5, 6)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = ("id", "about", "within", "counts_from", "text", "valid", "hours", "amount", "overrides", "if", "from", "until")


@given(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=5), st.sampled_from(["policies", "remedies", "incidents"]))
def test_hostile_data_is_an_error_and_never_a_crash(values: dict[str, Any], section: str) -> None:
    with contextlib.suppress(BusinessFileError):
        business_from_dict({"business": {"name": "A", "trade": "shop"}, section: [values]})
