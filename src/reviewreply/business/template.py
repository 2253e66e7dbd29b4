"""The business.toml that ``reviewreply init`` writes: it loads as it is, and shows examples of the trade to fill in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from reviewreply.business.model import Trade
from reviewreply.business.reader import LANGUAGES, nearest
from reviewreply.errors import BusinessFileError

_BARE = frozenset({"from", "to", "until"})  # dates, which TOML writes without quotes
_WHAT_POLICIES_ARE = (
    "Rules and promises that a reply may cite. binds: whom it obliges, customer or business.",
    'within: "14 days", "60 minutes", "3 working days"; counts_from: ordered, delivered, "before booked_for" …',
)
_WHAT_REMEDIES_ARE = ("What a reply may offer, and nothing else: words that go on after a comma.",)
_WHAT_INCIDENTS_ARE = ("Known events, so that everyone who writes about one gets the same answer.",)
_NO_ZONE = '# timezone = "Europe/Sofia"   # days begin and end there; without it, in UTC'
_HOURS = {"ru": "ежедневно с 9 до 18", "bg": "всеки ден 9-18 ч.", "en": "every day 9-18"}
_AVOID = {"ru": ["к сожалению"], "bg": ["за съжаление"], "en": ["unfortunately"]}


def template(name: str, trade: Trade, languages: Sequence[str] = LANGUAGES, timezone: str | None = None) -> str:
    """The text of a new business.toml.

    Parameters
    ----------
    name: of the business, the same in every language to begin with.
    trade: decides which examples are shown, commented out.
    languages: of the replies; texts are laid out in these, in this order.
    timezone: None leaves the line commented out, for the user to set: a wrong zone would count terms wrongly.

    Raises BusinessFileError on a trade or a language that does not exist.
    """
    _check(trade, languages)
    chosen = tuple(dict.fromkeys(languages))
    examples = _examples()
    name = " ".join(name.split()) or "Our business"
    zone = f"timezone = {_value(timezone)}" if timezone else _NO_ZONE
    signature = {language: examples["signature"][language].format(name=name) for language in chosen}
    lines = [
        "# What the program may know and say about the business. It never says more than stands here.",
        '# Only "name" and "trade" are required. Take away the "# " in front of what you want to use.',
        "",
        "[business]",
        f"name = {_by_language(dict.fromkeys(chosen, name), chosen)}",
        f'trade = "{trade}"              # {", ".join(get_args(Trade))}',
        zone,
        f"signature = {_by_language(signature, chosen)}",
        "",
        "# Where an unhappy customer reaches a person. Left out of replies where a platform forbids it.",
        "# [contact]",
        '# email = "help@example.com"',
        '# phone = "+359 2 000 0000"',
        f"# hours = {_by_language(_HOURS, chosen)}",
        "",
        "[voice]",
        'formality = "formal"        # formal, warm',
        "sign = true                 # end with the signature",
        "# max_length = 700          # characters; a platform's own limit holds anyway",
        f"# avoid = {_by_language(_AVOID, chosen)}   # words that a reply does without",
    ]
    shown = examples["trades"][trade]
    lines += _section("policies", _WHAT_POLICIES_ARE, shown["policies"], chosen)
    lines += _section("remedies", _WHAT_REMEDIES_ARE, shown["remedies"], chosen)
    lines += _section("incidents", _WHAT_INCIDENTS_ARE, examples["incidents"], chosen)
    return "\n".join(lines) + "\n"


def _check(trade: str, languages: Sequence[str]) -> None:
    if trade not in get_args(Trade):
        near = nearest(trade, get_args(Trade))
        hint = f'Did you mean "{near}"?' if near else f"Trades are {', '.join(get_args(Trade))}."
        raise BusinessFileError(f'There is no trade "{trade}".', hint)
    wrong = [language for language in languages if language not in LANGUAGES]
    if wrong or not languages:
        said = f'There are no replies in "{wrong[0]}".' if wrong else "No language was chosen."
        raise BusinessFileError(said, f"Languages are {', '.join(LANGUAGES)}.")


def _section(
    section: str, explained: Iterable[str], entries: Iterable[Mapping[str, Any]], languages: Sequence[str]
) -> Iterator[str]:
    yield ""
    for line in explained:
        yield f"# {line}"
    for entry in entries:
        yield f"# [[{section}]]"
        for key, value in entry.items():
            shown = _by_language(value, languages) if isinstance(value, Mapping) else _value(value, bare=key in _BARE)
            yield f"# {key} = {shown}"


def _by_language(values: Mapping[str, Any], languages: Sequence[str]) -> str:
    return "{" + ", ".join(f"{language} = {_value(values[language])}" for language in languages) + "}"


def _value(value: object, *, bare: bool = False) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float) or bare:
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return '"' + "".join(_escaped(character) for character in str(value)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character < " " or character == "\x7f":
        return f"\\u{ord(character):04x}"
    return character


@cache
def _examples() -> dict[str, Any]:
    text = (files(__package__) / "examples.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
