"""Russian and Bulgarian typed in Latin letters."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewreply.text.latin import to_cyrillic
from reviewreply.text.terms import read_terms

WRITTEN = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("language", "typed", "cyrillic"),
    [
        ("bg", "chakah 2 sedmici", "чаках 2 седмици"),
        ("bg", "4akahme 3 4asa", "чакахме 3 часа"),
        ("bg", "6tqh da platq", "щях да платя"),
        ("bg", "mnogo losho obslujvane", "много лошо обслужване"),
        ("bg", "shte vi sydq", "ще ви съдя"),
        ("bg", "4dni", "4 дни"),
        ("bg", "na 20ti mai", "на 20ти май"),
        ("ru", "zhdali tri nedeli", "ждали три недели"),
        ("ru", "ochen' dolgo", "очень долго"),
        ("ru", "v proshluyu pyatnicu", "в прошлую пятницу"),
        ("ru", "4to za uzhas", "что за ужас"),
        ("ru", "Moskva", "Москва"),
        ("ru", "уже ok", "уже ок"),
    ],
)
def test_letters(language: str, typed: str, cyrillic: str) -> None:
    assert to_cyrillic(typed, language).text == cyrillic


@pytest.mark.parametrize(
    ("language", "typed", "part", "value", "unit"),
    [
        ("bg", "chakah 2 sedmici", "2 sedmici", 2, "weeks"),
        ("bg", "4akahme 3 4asa", "3 4asa", 3, "hours"),
        ("bg", "sled 4dni", "4dni", 4, "days"),
        ("bg", "6est dni", "6est dni", 6, "days"),
        ("bg", "cqla sedmica", "sedmica", 1, "weeks"),
        ("ru", "zhdali tri nedeli", "tri nedeli", 3, "weeks"),
        ("ru", "poltora chasa", "poltora chasa", 1.5, "hours"),
        ("ru", "pyat dnej", "pyat dnej", 5, "days"),
        ("ru", "2 4asa", "2 4asa", 2, "hours"),
    ],
)
def test_lengths_point_into_what_was_typed(language: str, typed: str, part: str, value: float, unit: str) -> None:
    (found,) = read_terms(typed, language, latin_script=True).durations
    assert typed[found.start : found.end] == part
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("language", "typed", "part", "day"),
    [
        ("bg", "na 20ti mai", "20ti mai", date(2026, 5, 20)),
        ("bg", "minalia petuk", "minalia petuk", date(2026, 6, 5)),
        ("bg", "vchera", "vchera", date(2026, 6, 9)),
        ("ru", "dve nedeli nazad", "dve nedeli nazad", date(2026, 5, 27)),
        ("ru", "zakazal 20 maya", "20 maya", date(2026, 5, 20)),
    ],
)
def test_dates(language: str, typed: str, part: str, day: date) -> None:
    (found,) = read_terms(typed, language, latin_script=True, written=WRITTEN).dates
    assert (typed[found.start : found.end], found.date) == (part, day)


@pytest.mark.parametrize(
    ("language", "typed", "part", "value", "currency"),
    [
        ("bg", "dvesta leva za nishto", "dvesta leva", 200, "BGN"),
        ("bg", "20leva", "20leva", 20, "BGN"),
        ("bg", "59,90 lv.", "59,90 lv.", 59.9, "BGN"),
        ("ru", "zaplatil 1500 rublei", "1500 rublei", 1500, "RUB"),
        ("ru", "3 tys. rublej", "3 tys. rublej", 3000, "RUB"),
    ],
)
def test_sums(language: str, typed: str, part: str, value: float, currency: str) -> None:
    (found,) = read_terms(typed, language, latin_script=True).amounts
    assert (typed[found.start : found.end], found.value, found.currency) == (part, value, currency)


@given(
    st.text(alphabet=st.characters() | st.sampled_from("qwaesdrfzxc46'3 yj"), max_size=80),
    st.sampled_from(["ru", "bg"]),
)
def test_offsets_always_lead_back(text: str, language: str) -> None:
    read = to_cyrillic(text, language)
    assert len(read.text) == len(read.starts) == len(read.ends)
    assert list(read.starts) == sorted(read.starts)
    assert all(0 <= start <= end <= len(text) for start, end in zip(read.starts, read.ends, strict=True))
    assert read.source(0, len(read.text)) == ((0, len(text)) if read.text else (0, 0))
