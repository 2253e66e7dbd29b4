"""Draft a thousand replies of one shop from annotated reviews: how varied they are, how fast, how often checks fire.

    python scripts/bench_replies.py --language bg --count 1000

Analyses are built from the corpus labels (models/corpus), so that only the reply engine is measured. Some reviews are
made rating-only, as platforms have them. Prints one JSON object per language; the speed is that of one core (processor
time), to be read with loop_seconds: about 0.2 on an idle core of 2024, more where others use the machine too.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from reviewreply.business.load import business_from_dict
from reviewreply.business.model import Business
from reviewreply.platforms import platform_rules
from reviewreply.record import Analysis, Justification, Language, Polarity, Review, Sentiment
from reviewreply.reply import PhrasebookDrafter, ReplyMemory, compose, repetition_report
from reviewreply.reply.case import Case
from reviewreply.reply.citing import contact_words
from reviewreply.reply.plan import plan_case
from reviewreply.training.gold import gold_analysis, gold_review

CORPUS = Path(__file__).parent.parent / "models" / "corpus"
LANGUAGES = ("ru", "bg", "en")
_RATING_ONLY = 0.1
_NAMES = {
    "ru": ("Анна", "Иван", "Мария", "user772", "Ольга К.", "Дмитрий", "гость", "Елена", "Сергей Л.", "Татьяна"),
    "bg": ("Мария", "Иван П.", "Георги", "guest", "Елена", "Петър", "Красимира", "Димитър", "анонимен", "Николай"),
    "en": ("Anna", "John D.", "Mary", "traveller81", "Sarah", "Peter", "A customer", "Emma", "Tom", "Julia R."),
}


def shop() -> Business:
    """One shop with a contact, a signature, a rule and two remedies in three languages."""
    return business_from_dict(
        {
            "business": {
                "name": "Kettle & Co", "trade": "shop", "timezone": "Europe/Sofia",
                "signature": {"en": "The Kettle & Co team", "ru": "Команда Kettle & Co", "bg": "Екипът на Kettle & Co"},
            },
            "contact": {"email": "help@kettle.example", "phone": "+359 2 000 0000"},
            "remedies": [
                {
                    "about": ["delivery"], "when": ["justified", "partly"],
                    "text": {
                        "en": "we refund the delivery fee within 3 working days",
                        "ru": "мы возвращаем стоимость доставки в течение 3 рабочих дней",
                        "bg": "възстановяваме таксата за доставка в срок до 3 работни дни",
                    },
                }
            ],
        }
    )  # fmt: skip


def cases(language: str, count: int, seed: int = 1) -> Iterator[tuple[Review, Analysis]]:
    """Reviews with the analyses of their labels, shuffled, repeated under new ids where the corpus is too small."""
    lines = (CORPUS / f"{language}.jsonl").read_text("utf-8").splitlines()
    records = [known for known in map(json.loads, lines) if known["language"] == language]
    chance = random.Random(seed)
    chance.shuffle(records)
    for index in range(count):
        record: dict[str, Any] = {**records[index % len(records)], "id": f"{language}-{index}"}
        author = chance.choice(_NAMES[language]) if chance.random() < 0.6 else None
        if chance.random() < _RATING_ONLY:
            yield rating_only(language, index, chance.choice((1, 2, 3, 4, 5, 5, 5)), author)
        else:
            yield replace(gold_review(record), author=author), gold_analysis(record)


def rating_only(language: str, index: int, stars: int, author: str | None) -> tuple[Review, Analysis]:
    """A rating without a text."""
    polarity: Polarity = "negative" if stars < 3 else "neutral" if stars == 3 else "positive"
    analysis = Analysis(
        id=f"{language}-{index}", language=Language("und"), sentiment=Sentiment(stars, polarity, 1.0),
        is_complaint=False, complaint_confidence=0.9, types=(), claims=(),
        justification=Justification("not_applicable", None, 1.0), urgency="low",
    )  # fmt: skip
    return Review(stars=stars, id=f"{language}-{index}", lang=language, author=author), analysis


def measure(language: str, count: int, seed: int) -> dict[str, Any]:
    """Draft, and count."""
    business, memory = shop(), ReplyMemory()
    batch = list(cases(language, count))
    for review, analysis in batch[:20]:
        compose(review, analysis, business, None, seed)
    start = time.process_time()
    replies = [compose(review, analysis, business, memory, seed) for review, analysis in batch]
    seconds = time.process_time() - start
    return {
        "language": language,
        "drafts": count,
        "drafts_per_second": round(count / seconds),
        "loop_seconds": round(_loop(), 2),
        **_variety([reply.text for reply in replies], business),
        "right_language": sum(reply.language == language for reply in replies) / count,
        "claims": sum(len(Case(*case, business).claims) for case in batch),
        "claims_unanswered": sum(_unanswered(*case, business) for case in batch),
        "characters_median": sorted(len(reply.text) for reply in replies)[count // 2],
        "checks": dict(Counter(f"{check.check} {check.outcome}" for reply in replies for check in reply.checks)),
        "strategies": dict(Counter(reply.strategy for reply in replies).most_common()),
    }


def _loop() -> float:
    """Processor time of three million additions: what a machine, and whoever else uses it, make of the same work."""
    start, total = time.process_time(), 0
    for number in range(3_000_000):
        total += number * number
    return time.process_time() - start


def _variety(texts: list[str], business: Business) -> dict[str, Any]:
    exempt = [*contact_words(business, platform_rules(None)).values(), *business.signature.values()]
    exempt += [text for remedy in business.remedies for text in remedy.text.values()]
    report = repetition_report([_unsigned(text) for text in texts], exempt, top=5)
    return {
        "identical": len(texts) - len(set(texts)),
        "most_repeated": [(item.text, round(item.share, 4)) for item in report],
    }


def _unsigned(text: str) -> str:
    """A reply without its signature and the words that lead to it."""
    lines = text.split("\n")
    return "\n".join(lines[: -2 if len(lines) > 1 and lines[-2].endswith(",") else -1])


def _unanswered(review: Review, analysis: Analysis, business: Business) -> int:
    """Claims to be answered that no sentence of the draft stands for."""
    case = Case(review, analysis, business)
    traced = PhrasebookDrafter().trace(case, plan_case(case))
    answered = {traced.plan.acts[part.act].claim for part in traced.parts}
    return sum(index >= 0 and index not in answered for index in case.claims)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=0, help="Print so many drafts with their reviews instead.")
    options = parser.parse_args()
    for language in options.language or LANGUAGES:
        if options.show:
            show(language, options.show, options.seed)
        else:
            print(json.dumps(measure(language, options.count, options.seed), ensure_ascii=False, indent=1))


def show(language: str, count: int, seed: int) -> None:
    """Drafts to be read by a person."""
    business, memory = shop(), ReplyMemory()
    for review, analysis in cases(language, count, seed + 11):
        reply = compose(review, analysis, business, memory, seed)
        claims = "; ".join(f"{claim.type}:{claim.verdict}" for claim in analysis.claims)
        print(f"## {review.id} ★{analysis.sentiment.stars} {reply.strategy} [{claims}] {' '.join(reply.acts)}")
        print("  ", review.text[:420].replace("\n", " "))
        print(f"→ {reply.text}\n")


if __name__ == "__main__":
    main()
