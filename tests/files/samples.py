"""Small files of every kind, written by tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PLAY_HEADER = (
    "Package Name,App Version Code,App Version Name,Reviewer Language,Device,Review Submit Date and Time,"
    "Review Submit Millis Since Epoch,Review Last Update Date and Time,Review Last Update Millis Since Epoch,"
    "Star Rating,Review Title,Review Text,Developer Reply Date and Time,Developer Reply Millis Since Epoch,"
    "Developer Reply Text,Review Link"
)
PLAY_ROWS = (
    'a.b,1,1.0,bg,pixel,2026-05-01T10:00:00Z,1,2026-05-01T10:00:00Z,1,1,,"Не тръгва, срив",,,,'
    "http://play.google.com/console/developers/1/app/2/user-feedback/review-details?reviewId=gp:AOq&corpus=x",
    "a.b,1,1.0,ru,pixel,2026-05-02T10:00:00Z,1,2026-05-02T10:00:00Z,1,5,,,,,,",
)

EXPORTS: dict[str, Any] = {
    "google": {
        "reviews": [
            {
                "name": "accounts/1/locations/2/reviews/g1",
                "reviewId": "g1",
                "reviewer": {"displayName": "Ана"},
                "starRating": "TWO",
                "comment": "(Translated by Google) Late\n\n(Original)\nЗакъсня",
                "createTime": "2026-03-01T10:00:00Z",
            }
        ],
        "nextPageToken": "x",
    },
    "google_play": {
        "reviews": [
            {
                "reviewId": "p1",
                "authorName": "Ана",
                "comments": [
                    {
                        "userComment": {
                            "text": "Закъсня",
                            "starRating": 2,
                            "reviewerLanguage": "bg",
                            "lastModified": {"seconds": "1790000000"},
                        }
                    }
                ],
            }
        ]
    },
    "app_store": {
        "data": [
            {
                "type": "customerReviews",
                "id": "a1",
                "attributes": {
                    "rating": 2,
                    "title": "Закъсня",
                    "body": "",
                    "reviewerNickname": "Ана",
                    "createdDate": "2026-03-01T10:00:00-07:00",
                    "territory": "BGR",
                },
            }
        ],
        "links": {},
    },
    "wildberries": {
        "data": {
            "countUnanswered": 1,
            "feedbacks": [
                {
                    "id": "w1",
                    "userName": "Анна",
                    "text": "",
                    "pros": "цвет",
                    "cons": "опоздали",
                    "productValuation": 2,
                    "createdDate": "2026-03-01T10:00:00Z",
                    "productDetails": {"nmId": 1, "productName": "Чайник"},
                    "answer": None,
                }
            ],
        },
        "error": False,
    },
    "ozon": {
        "reviews": [
            {
                "id": "o1",
                "sku": 5,
                "text": "Опоздали",
                "rating": 2,
                "status": "UNPROCESSED",
                "published_at": "2026-03-01T10:00:00Z",
                "comments_amount": 0,
            }
        ],
        "has_next": False,
    },
    "yandex_market": {
        "status": "OK",
        "result": {
            "feedbacks": [
                {
                    "feedbackId": 71,
                    "createdAt": "2026-03-01T10:00:00+03:00",
                    "needReaction": True,
                    "author": "Анна",
                    "identifiers": {"orderId": 9, "offerId": "x"},
                    "description": {"advantages": "цвет", "disadvantages": "опоздали", "comment": "Так себе"},
                    "statistics": {"rating": 2, "recommended": False},
                }
            ]
        },
    },
    "trustpilot": {
        "reviews": [
            {
                "id": "t1",
                "stars": 2,
                "title": "Late",
                "text": "A week late.",
                "language": "en",
                "createdAt": "2026-03-01T10:00:00Z",
                "consumer": {"displayName": "Ann"},
            }
        ]
    },
    "booking": {
        "data": [
            {
                "review_id": "b1",
                "content": {"headline": "Средна работа", "positive": "Чисто", "negative": "Шумно"},
                "scoring": {"review_score": 3},
                "language_code": "bg",
            }
        ]
    },
}
"""One review with two stars of every platform, in the form of its export."""


def write_json(path: Path, value: Any) -> Path:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def write_xlsx(path: Path, rows: list[list[Any]]) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path
