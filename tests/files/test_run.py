from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fakes import FAILS_ON, FakePipeline
from samples import EXPORTS, write_json, write_xlsx

from reviewreply.errors import OutputError
from reviewreply.files.raw import ReadOptions
from reviewreply.files.reading import open_reviews
from reviewreply.files.replies import SHAPES
from reviewreply.files.run import Job, Summary, run
from reviewreply.files.tasks import Drafts
from reviewreply.files.writers import output_format
from reviewreply.wire import FLAT_COLUMNS, REPLY_COLUMNS

MakeFile = Callable[..., Path]
ADDED = [*FLAT_COLUMNS, *REPLY_COLUMNS]


def draft(source: Path, output: Path, **more: Any) -> Summary:
    task = Drafts(FakePipeline(), None)  # type: ignore[arg-type]
    return run(open_reviews(source, ReadOptions()), task, Job(output, output_format(output), **more))


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.reader(handle))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_columns_of_the_input_stay_and_the_flat_columns_follow(tmp_path: Path, make_file: MakeFile) -> None:
    source = make_file("r.csv", "n;отзыв;оценка;цена\n007;Плохо;1;1,50\n008;Хорошо;5;\n", "cp1251")
    draft(source, tmp_path / "d.csv")
    header, first, second = rows(tmp_path / "d.csv")
    assert header == ["n", "отзыв", "оценка", "цена", *ADDED]
    assert first[:4] == ["007", "Плохо", "1", "1,50"]
    assert second[:4] == ["008", "Хорошо", "5", ""]
    assert first[header.index("verdict")] == "justified"


def test_counts_add_up_and_rejected_rows_are_kept(tmp_path: Path, make_file: MakeFile) -> None:
    source = make_file("r.csv", "text,stars\nfine,5\nbroken\n,\nbad,eleven\n")
    summary = draft(source, tmp_path / "d.csv")
    assert (summary.read, summary.done, summary.rejected) == (3, 1, 2)
    rejected = lines(tmp_path / "d.csv.rejected.jsonl")
    assert [entry["line"] for entry in rejected] == [3, 5]
    assert rejected[1]["row"] == {"text": "bad", "stars": "eleven"}
    assert all(entry["reason"] for entry in rejected)


def test_without_rejected_rows_there_is_no_such_file(tmp_path: Path, make_file: MakeFile) -> None:
    draft(make_file("r.csv", "text\nfine\n"), tmp_path / "d.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.csv", "r.csv"]


def test_a_review_on_which_the_program_fails_does_not_stop_the_others(tmp_path: Path, make_file: MakeFile) -> None:
    summary = draft(make_file("r.csv", f"text\nfine\n{FAILS_ON}\ngood\n"), tmp_path / "d.csv")
    assert (summary.done, summary.rejected) == (2, 1)
    (rejected,) = lines(tmp_path / "d.csv.rejected.jsonl")
    assert "ValueError" in rejected["reason"]
    assert FAILS_ON not in rejected["reason"]


def test_a_failure_on_every_review_is_no_rejection(tmp_path: Path, make_file: MakeFile) -> None:
    with pytest.raises(ValueError, match=FAILS_ON):
        draft(make_file("r.csv", f"text\n{FAILS_ON} 1\n{FAILS_ON} 2\n"), tmp_path / "d.csv")


def test_repeated_ids_get_a_column(tmp_path: Path, make_file: MakeFile) -> None:
    summary = draft(make_file("r.csv", "id,text\n1,a\n1,b\n"), tmp_path / "d.csv")
    header, first, second = rows(tmp_path / "d.csv")
    assert header[-1] == "occurrence"
    assert (first[-1], second[-1]) == ("1", "2")
    assert (summary.repeated, summary.repeated_ids) == (1, ["1"])


def test_a_column_of_the_same_name_is_not_overwritten(tmp_path: Path, make_file: MakeFile) -> None:
    draft(make_file("r.csv", "text,Reply\nfine,old\n"), tmp_path / "d.csv")
    header, row = rows(tmp_path / "d.csv")
    assert row[header.index("Reply")] == "old"
    assert row[header.index("reviewreply_reply")].startswith("Reply 0")


def test_joined_texts_are_given_back(tmp_path: Path, make_file: MakeFile) -> None:
    draft(make_file("r.csv", "отзыв,плюсы\nДа,цвет\n"), tmp_path / "d.csv")
    header, row = rows(tmp_path / "d.csv")
    assert row[header.index("full_text")] == "Да\nДостоинства: цвет"


def test_formulas_are_harmless_in_csv(tmp_path: Path, make_file: MakeFile) -> None:
    draft(make_file("r.csv", 'text,n\n=1+1,-5\n"@SUM(A1)",x\n'), tmp_path / "d.csv")
    assert [row[:2] for row in rows(tmp_path / "d.csv")[1:]] == [["'=1+1", "-5"], ["'@SUM(A1)", "x"]]


def test_formulas_and_error_codes_are_texts_in_xlsx(tmp_path: Path, make_file: MakeFile) -> None:
    from openpyxl import load_workbook

    draft(make_file("r.csv", "text\n=1+1\n#N/A\n+cmd\n"), tmp_path / "d.xlsx")
    sheet = load_workbook(tmp_path / "d.xlsx").active
    cells = [sheet.cell(row, 1) for row in (2, 3, 4)]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [
        ("=1+1", "s", True), ("#N/A", "s", True), ("+cmd", "s", True),
    ]  # fmt: skip


def test_a_workbook_reads_well(tmp_path: Path, make_file: MakeFile) -> None:
    from openpyxl import load_workbook

    draft(make_file("r.csv", "text,stars\n" + "long words " * 50 + ",1\nfine,5\n"), tmp_path / "d.xlsx")
    sheet = load_workbook(tmp_path / "d.xlsx").active
    verdict = [cell.value for cell in sheet[1]].index("verdict")
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:N3"
    assert sheet["A2"].alignment.wrap_text
    assert 40 < sheet.column_dimensions["A"].width < 70
    assert sheet[2][verdict].fill.fgColor.rgb != sheet[3][verdict].fill.fgColor.rgb


def test_excel_gets_its_byte_order_mark(tmp_path: Path, make_file: MakeFile) -> None:
    draft(make_file("r.csv", "text\nЖ\n"), tmp_path / "d.csv", excel=True)
    assert (tmp_path / "d.csv").read_bytes().startswith(b"\xef\xbb\xbftext")


def test_parquet_keeps_the_types_of_parquet(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({"text": ["a", "b"], "stars": pa.array([1, 5], pa.int8()), "tags": [["x"], []]})
    pq.write_table(table, tmp_path / "r.parquet")
    draft(tmp_path / "r.parquet", tmp_path / "d.parquet")
    found = pq.read_table(tmp_path / "d.parquet")
    assert found.select(table.column_names) == table
    assert found.schema.field("is_complaint").type == pa.bool_()
    assert found.column("justified_score").to_pylist() == [0.8, None]


def test_json_lines_hold_the_record_and_the_untouched_row(tmp_path: Path) -> None:
    draft(write_json(tmp_path / "wb.json", EXPORTS["wildberries"]), tmp_path / "d.jsonl")
    (record,) = lines(tmp_path / "d.jsonl")
    assert record["id"] == "w1"
    assert record["text"] == "Достоинства: цвет\nНедостатки: опоздали"
    assert record["reply"]["text"]
    assert record["row"] == EXPORTS["wildberries"]["data"]["feedbacks"][0]


def test_nested_objects_become_columns(tmp_path: Path) -> None:
    draft(write_json(tmp_path / "wb.json", EXPORTS["wildberries"]), tmp_path / "d.csv")
    header, row = rows(tmp_path / "d.csv")
    assert row[header.index("productDetails.productName")] == "Чайник"


def test_objects_with_endless_keys_stay_together(tmp_path: Path) -> None:
    objects = [{"text": "a", **{f"{n}-{key}": 1 for key in range(100)}} for n in range(5)]
    draft(write_json(tmp_path / "r.json", objects), tmp_path / "d.csv")
    header, first, *_ = rows(tmp_path / "d.csv")
    assert header == ["row", *ADDED]
    assert json.loads(first[0])["text"] == "a"


def test_xlsx_in_csv_out(tmp_path: Path) -> None:
    from datetime import datetime

    source = write_xlsx(tmp_path / "r.xlsx", [["text", "stars", "date"], ["fine", 5, datetime(2026, 10, 2)]])
    draft(source, tmp_path / "d.csv")
    assert rows(tmp_path / "d.csv")[1][:3] == ["fine", "5", "2026-10-02"]


@pytest.mark.parametrize("platform", SHAPES)
def test_reply_files(tmp_path: Path, platform: str) -> None:
    source = write_json(tmp_path / "in.json", EXPORTS[platform])
    summary = draft(source, tmp_path / "d.csv", replies=tmp_path / "replies.json")
    (reply,) = json.loads((tmp_path / "replies.json").read_text("utf-8"))
    assert summary.replies == 1
    text = rows(tmp_path / "d.csv")[1][-2]
    shapes: dict[str, Any] = {
        "google": {"name": "accounts/1/locations/2/reviews/g1", "reviewReply": {"comment": text}},
        "google_play": {"reviewId": "p1", "replyText": text},
        "wildberries": {"id": "w1", "text": text},
        "ozon": {"review_id": "o1", "text": text, "mark_review_as_processed": True},
        "yandex_market": {"feedbackId": 71, "comment": {"text": text}},
        "booking": {"review_id": "b1", "reply": text},
    }
    if platform == "app_store":
        assert reply["data"]["attributes"] == {"responseBody": text}
        assert reply["data"]["relationships"]["review"]["data"]["id"] == "a1"
    else:
        assert reply == shapes[platform]


def test_no_second_reply_for_the_same_id(tmp_path: Path) -> None:
    twice = {"reviews": EXPORTS["google"]["reviews"] * 2}
    summary = draft(write_json(tmp_path / "g.json", twice), tmp_path / "d.csv", replies=tmp_path / "replies.json")
    assert summary.replies == 1
    assert summary.left_out == {"the id came before": 1}


def test_no_reply_file_for_an_unknown_platform(tmp_path: Path, make_file: MakeFile) -> None:
    with pytest.raises(OutputError, match="platform of the reviews is not known"):
        draft(make_file("r.csv", "text\nfine\n"), tmp_path / "d.csv", replies=tmp_path / "replies.json")


def test_existing_output_is_not_replaced_unless_forced(tmp_path: Path, make_file: MakeFile) -> None:
    source = make_file("r.csv", "text\nfine\n")
    (tmp_path / "d.csv").write_text("precious")
    with pytest.raises(OutputError, match="exists already"):
        draft(source, tmp_path / "d.csv")
    assert (tmp_path / "d.csv").read_text() == "precious"
    assert draft(source, tmp_path / "d.csv", force=True).done == 1


def test_input_and_output_may_not_be_the_same(tmp_path: Path, make_file: MakeFile) -> None:
    source = make_file("r.csv", "text\nfine\n")
    (tmp_path / "link.csv").symlink_to(source)
    for output in (source, tmp_path / "link.csv"):
        with pytest.raises(OutputError, match="same file"):
            draft(source, output, force=True)
    assert source.read_text() == "text\nfine\n"


@pytest.mark.parametrize("name", ["missing/d.csv", ""])
def test_no_place_to_write_to(tmp_path: Path, make_file: MakeFile, name: str) -> None:
    with pytest.raises(OutputError):
        draft(make_file("r.csv", "text\nfine\n"), tmp_path / name if name else tmp_path)


def test_only_the_first_rows(tmp_path: Path, make_file: MakeFile) -> None:
    summary = draft(make_file("r.csv", "text\na\nb\nc\n"), tmp_path / "d.csv", limit=2)
    assert (summary.read, summary.done) == (2, 2)


def test_a_run_that_finished_nothing_leaves_nothing_to_resume(tmp_path: Path, make_file: MakeFile) -> None:
    source = make_file("r.csv", f"text\n{FAILS_ON} 1\n{FAILS_ON} 2\n")
    with pytest.raises(ValueError, match=FAILS_ON):
        draft(source, tmp_path / "d.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["r.csv"]
