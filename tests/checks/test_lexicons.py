"""Every word list loads, every entry hits its own example and leaves its neighbour alone."""

from __future__ import annotations

import pytest

from reviewreply.checks.lexicon import LANGUAGES, NAMES, Entry, folded, lexicon, possible, word_lists
from reviewreply.record import ComplaintType

ENTRIES = [
    pytest.param(language, name, entry, id=f"{language}-{name}-{entry.kind}-{number}")
    for language in LANGUAGES
    for name in NAMES
    for number, entry in enumerate(lexicon(language, name).entries)
]


def hits(language: str, name: str, entry: Entry, text: str) -> bool:
    plain = folded(text)
    if entry not in possible(language, plain).get(name, ()):
        return False
    return entry.find.search(plain) is not None and not (entry.unless and entry.unless.search(plain))


@pytest.mark.parametrize(("language", "name", "entry"), ENTRIES)
def test_an_entry_hits_its_example(language: str, name: str, entry: Entry) -> None:
    assert hits(language, name, entry, entry.example)


@pytest.mark.parametrize(("language", "name", "entry"), [case for case in ENTRIES if case.values[2].harmless])
def test_an_entry_leaves_its_neighbour_alone(language: str, name: str, entry: Entry) -> None:
    assert not hits(language, name, entry, entry.harmless)


@pytest.mark.parametrize("language", LANGUAGES)
def test_topics_know_every_type_of_complaint(language: str) -> None:
    from typing import get_args

    assert set(get_args(ComplaintType)) - {"other"} <= set(word_lists(language, "topics"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*NAMES, "topics", "words"])
def test_every_list_has_a_version(language: str, name: str) -> None:
    assert word_lists(language, name)["version"] >= 1


@pytest.mark.parametrize("name", NAMES)
def test_the_languages_have_the_same_kinds(name: str) -> None:
    kinds = [{entry.kind for entry in lexicon(language, name).entries} for language in LANGUAGES]
    assert kinds[0] == kinds[1] == kinds[2]


def test_folding_keeps_offsets() -> None:
    assert len(folded("Ё İ ß – 12\u00a0000 ’")) == len("Ё İ ß – 12\u00a0000 ’")
