"""Builds the example files out of ``examples/reviews.jsonl``: a table per business and two platform exports.

    python scripts/make_examples.py

reviews.csv    the shop, with order columns
reviews.xlsx   the hotel, with the header in row 3, as many exports have it
mixed.csv      films and banks: real reviews without a business.toml, for ``detect`` and ``analyze``
wildberries.json, google.json   exports as the platforms give them
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "examples"
EVENTS = {
    "ordered": "ordered_on",
    "promised": "promised_on",
    "delivered": "delivered_on",
    "return_requested": "return_requested_on",
    "refunded": "refunded_on",
}
SHOP = ("id", "date", "author", "platform", "stars", "text", *EVENTS.values(), "amount", "charges", "status", "origin")
HOTEL = ("ID отзыва", "Дата", "Автор", "Площадка", "Оценка", "Отзыв", "Заказ", "Факты", "origin")
STARS = ("", "ONE", "TWO", "THREE", "FOUR", "FIVE")


def main() -> None:
    """Writes all files."""
    lines = (FOLDER / "reviews.jsonl").read_text("utf-8").splitlines()
    records: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        record = json.loads(line)
        records.setdefault(record.pop("file"), []).append(record)
    _csv(FOLDER / "reviews.csv", SHOP, [_shop_row(record) for record in records["shop"]])
    _csv(FOLDER / "mixed.csv", ("id", "stars", "text", "origin"), records["mixed"])
    _xlsx(FOLDER / "reviews.xlsx", records["hotel"])
    feedbacks = [_wildberries(record) for record in records["wildberries"]]
    data = {"countUnanswered": len(feedbacks), "countArchive": 0, "feedbacks": feedbacks}
    _json(FOLDER / "wildberries.json", {"data": data, "error": False, "errorText": "", "additionalErrors": None})
    reviews = [_google(record) for record in records["google"]]
    average = sum(record["stars"] for record in records["google"]) / len(reviews)
    page = {"reviews": reviews, "averageRating": round(average, 1), "totalReviewCount": len(reviews)}
    _json(FOLDER / "google.json", page)


def _shop_row(record: dict[str, Any]) -> dict[str, Any]:
    order = record.get("order", {})
    row = {name: record.get(name) for name in SHOP if name in record}
    for event in order.get("events", ()):
        if event["what"] in EVENTS:
            row[EVENTS[event["what"]]] = event["at"]
    dues = [line["due"] for line in order.get("lines", ()) if "due" in line]
    row["amount"] = f"{sum(dues):.2f}" if dues else ""
    row["charges"] = "; ".join(f"{payment['amount']:.2f}" for payment in order.get("payments", ()))
    row["status"] = order.get("status", "")
    return row


def _csv(path: Path, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns)
        writer.writeheader()
        writer.writerows(rows)


def _xlsx(path: Path, records: list[dict[str, Any]]) -> None:
    from datetime import date, datetime

    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    stamp = datetime(2026, 10, 8, 9, 0)
    book.properties.created = book.properties.modified = stamp
    sheet = book.active
    sheet.title = "Отзывы"
    sheet.append(["Отзывы о гостинице, выгрузка от 08.10.2026"])
    sheet.append([])
    sheet.append(list(HOTEL))
    for record in records:
        day = date.fromisoformat(record["date"]) if "date" in record else None
        parts = [_cell(record.get(name)) for name in ("order", "facts")]
        names = ("author", "platform", "stars", "text")
        sheet.append([record["id"], day, *(record.get(name) for name in names), *parts, record["origin"]])
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    sheet.column_dimensions["F"].width = 80
    for row in sheet.iter_rows(min_row=4, min_col=6, max_col=6):
        row[0].alignment = Alignment(wrap_text=True, vertical="top")
    book.save(path)


def _cell(value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=False) if value is not None else None


def _wildberries(record: dict[str, Any]) -> dict[str, Any]:
    product = {
        "nmId": 100000001,
        "productName": "Чайник электрический 1,7 л",
        "supplierArticle": "KC-17-R",
        "brandName": "Kettle & Co",
        "size": "0",
    }
    return {
        "id": record["id"],
        "userName": record["author"],
        "text": record["text"],
        "pros": record["pros"],
        "cons": record["cons"],
        "productValuation": record["stars"],
        "createdDate": f"{record['date']}T10:00:00Z",
        "productDetails": product,
        "answer": None,
        "bables": None,
    }


def _google(record: dict[str, Any]) -> dict[str, Any]:
    text = record["text"]
    if "translated" in record:
        text = f"(Translated by Google) {record['translated']}\n\n(Original)\n{text}"
    review = {
        "name": f"accounts/1/locations/1/reviews/{record['id']}",
        "reviewId": record["id"],
        "reviewer": {"displayName": record["author"]},
        "starRating": STARS[record["stars"]],
        "createTime": f"{record['date']}T12:00:00Z",
        "updateTime": f"{record['date']}T12:00:00Z",
    }
    return review | ({"comment": text} if text else {})


def _json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
