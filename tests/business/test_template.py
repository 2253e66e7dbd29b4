"""The business.toml of ``init``: it loads as it is and with every example brought to life."""

from __future__ import annotations

import tomllib
from typing import get_args

import pytest

from reviewreply.business import Trade, business_from_dict, template
from reviewreply.errors import BusinessFileError

TRADES: tuple[Trade, ...] = get_args(Trade)


def awake(text: str) -> str:
    """The template with its examples uncommented."""
    lines = (line[2:] if line.startswith("# [") or (line.startswith("# ") and " = " in line) else line
             for line in text.splitlines())  # fmt: skip
    return "\n".join(lines)


@pytest.mark.parametrize("trade", TRADES)
def test_it_loads_as_it_is(trade: Trade) -> None:
    business = business_from_dict(tomllib.loads(template("Чайник", trade)))
    assert (business.name["ru"], business.trade, business.warnings) == ("Чайник", trade, ())
    assert business.signature["bg"] == "Екипът на Чайник"


@pytest.mark.parametrize("zone", ["Europe/Sofia", "Europe/Moscow", "Europe/London"])
@pytest.mark.parametrize("trade", TRADES)
def test_its_examples_load_without_a_warning(trade: Trade, zone: str) -> None:
    business = business_from_dict(tomllib.loads(awake(template("Kettle", trade, timezone=zone))))
    assert business.warnings == ()
    assert business.policies
    assert business.remedies
    assert business.incidents


def test_only_the_languages_chosen_are_laid_out() -> None:
    text = template("Kettle", "hotel", ["bg"])
    assert "bg =" in text
    assert "ru =" not in text
    assert set(business_from_dict(tomllib.loads(awake(text))).policies[0].text) == {"bg"}


@pytest.mark.parametrize("name", ['Kettle "&" Co', "Back\\slash", "two\nlines", "{name}", "[[x]]", "Ü 🫖", "   "])
def test_any_name_is_written_safely(name: str) -> None:
    business = business_from_dict(tomllib.loads(template(name, "shop")))
    assert business.name["en"] == (" ".join(name.split()) or "Our business")


def test_without_a_time_zone_the_line_waits() -> None:
    assert '# timezone = "Europe/Sofia"' in template("A", "shop", timezone=None)


@pytest.mark.parametrize(
    ("trade", "languages", "message"),
    [("shopp", ["en"], 'no trade "shopp"'), ("shop", ["de"], 'no replies in "de"'), ("shop", [], "No language")],
)
def test_what_does_not_exist_is_refused(trade: Trade, languages: list[str], message: str) -> None:
    with pytest.raises(BusinessFileError, match=message):
        template("A", trade, languages)
