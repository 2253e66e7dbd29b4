from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from reviewreply.errors import InputError
from reviewreply.files.values import (
    is_empty,
    parse_amounts,
    parse_date,
    parse_language,
    parse_stars,
    parse_status,
)


@pytest.mark.parametrize(
    ("cell", "stars"),
    [
        ("5", 5), (4, 4), (3.0, 3), ("4,5", 5), ("2.4", 2), ("FIVE", 5), ("one", 1), ("пять", 5), ("четири", 4),
        ("4/5", 4), ("8/10", 4), ("0/5", 1), ("5 из 5", 5), ("3 от 5", 3), ("2 out of 5 stars", 2), ("4 звезды", 4),
        ("5 звезди", 5), ("★★★☆☆", 3), ("⭐⭐⭐⭐", 4), (0, None), ("", None), (None, None), ("-", None), ("n/a", None),
    ],
)  # fmt: skip
def test_stars(cell: object, stars: int | None) -> None:
    assert parse_stars(cell) == stars


@pytest.mark.parametrize(("cell", "stars"), [(10, 5), (9, 5), (8, 4), (7, 4), (5, 3), (2, 1), (1, 1), ("7,5", 4)])
def test_stars_on_a_scale_of_ten(cell: object, stars: int) -> None:
    assert parse_stars(cell, 10) == stars


@pytest.mark.parametrize("cell", ["good", "17", "-3", "5 apples", "6/5", "1 2 3", True, 6, "2026-10-02"])
def test_what_is_no_rating(cell: object) -> None:
    with pytest.raises(InputError):
        parse_stars(cell)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-10-02", date(2026, 10, 2)),
        ("02.10.2026", date(2026, 10, 2)),
        ("2.10.26 г.", date(2026, 10, 2)),
        ("02/10/2026", date(2026, 10, 2)),
        ("10/25/2026", date(2026, 10, 25)),
        ("02.10.2026 18:40", datetime(2026, 10, 2, 18, 40)),
        ("2026-10-02T18:40:00Z", datetime(2026, 10, 2, 18, 40, tzinfo=UTC)),
        ("1790000000", datetime.fromtimestamp(1_790_000_000, UTC)),
        (1_790_000_000_000, datetime.fromtimestamp(1_790_000_000, UTC)),
        (datetime(2026, 10, 2), date(2026, 10, 2)),
        ("", None),
    ],
)
def test_dates(cell: object, moment: object) -> None:
    assert parse_date(cell) == moment


@pytest.mark.parametrize("cell", ["yesterday", "31.02.2026", "12", 5, "2026-13-01", float("inf")])
def test_what_is_no_date(cell: object) -> None:
    with pytest.raises(InputError):
        parse_date(cell)


@pytest.mark.parametrize(
    ("cell", "amounts"),
    [
        ("59,90", [59.9]), ("59.90 лв.", [59.9]), ("1 234,50 ₽", [1234.5]), ("1,234.50", [1234.5]), ("1.234", [1234.0]),
        ("59.90; 59.90", [59.9, 59.9]), (12, [12.0]), ("0", [0.0]), ("", []), ("€ 20 + € 5", [20.0, 5.0]),
    ],
)  # fmt: skip
def test_amounts(cell: object, amounts: list[float]) -> None:
    assert parse_amounts(cell) == amounts


def test_words_are_no_amount() -> None:
    with pytest.raises(InputError):
        parse_amounts("twenty")


@pytest.mark.parametrize(
    ("cell", "code"),
    [("ru", "ru"), ("bg_BG", "bg"), ("en-US", "en"), ("Русский", "ru"), ("български", "bg"), ("", None), ("??", None)],
)
def test_languages(cell: str, code: str | None) -> None:
    assert parse_language(cell) == code


@pytest.mark.parametrize(
    ("cell", "status"), [("Доставлен", "delivered"), ("отказана", "cancelled"), ("no_show", "no_show"), ("", None)]
)
def test_order_status(cell: str, status: str | None) -> None:
    assert parse_status(cell) == status


@pytest.mark.parametrize(("cell", "empty"), [(None, True), (" ", True), ("—", True), (0, False), ("нет", False)])
def test_empty_cells(cell: object, empty: bool) -> None:
    assert is_empty(cell) is empty
