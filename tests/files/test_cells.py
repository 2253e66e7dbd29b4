from __future__ import annotations

import pytest

from reviewreply.files.cells import MAX_XLSX_TEXT, csv_cell, flatten, harmless, xlsx_value

HOSTILE = ["=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1+1", "\ufeff=1", "\x00x"]
HARMLESS = ["", "fine", "5", "-5", "+5", "-5,5", "3.14", "50%", "a=b", "'quoted'", "1-2"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_cells_stay(text: str) -> None:
    assert harmless(text) == text


def test_csv_cells() -> None:
    assert [csv_cell(value) for value in (None, True, 0.5, -3, [1], "ж")] == ["", "true", "0.5", "-3", "[1]", "ж"]


def test_long_texts_are_cut_for_xlsx_only_and_control_characters_replaced() -> None:
    assert len(xlsx_value("x" * 40_000)) == MAX_XLSX_TEXT
    assert xlsx_value("x" * 40_000).endswith("…")
    assert xlsx_value("a\x07b") == "a\ufffdb"
    assert len(xlsx_value("😀" * 20_000).encode("utf-16-le")) // 2 <= MAX_XLSX_TEXT


def test_half_an_emoji_can_be_written() -> None:
    csv_cell("\ud83d cut").encode()


def test_nested_rows_become_columns() -> None:
    assert flatten({"a": 1, "b": {"c": 2, "d": {"e": 3}}, "f": [1]}) == {"a": 1, "b.c": 2, "b.d.e": 3, "f": [1]}
