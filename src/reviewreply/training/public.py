"""Public data sets that train single heads: where they come from, how they are read, which labels they carry.

They are not part of the package. Each reader names the origin and licence; the folder that holds them is given by
``--data`` or the environment variable ``REVIEWREPLY_DATA``, laid out as ``<language>/<set>/``. A set that is not there
is skipped with a notice.
"""

from __future__ import annotations

import csv
import html
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from reviewreply.training.examples import Example

NEGATIVE, POSITIVE = (1, 2), (4, 5)


@dataclass(frozen=True, slots=True)
class PublicSet:
    """A set, its folder below the data folder, its origin and licence, and how it is read."""

    name: str
    folder: str
    origin: str
    licence: str
    read: Callable[[Path], Iterator[Example]]


def half_star(rating: float) -> tuple[int, ...]:
    """A rating from 0 to 5 in half steps as the stars it may stand for: 3.5 may be 3 or 4."""
    low = max(1, min(5, int(rating)))
    return (low,) if rating == int(rating) or rating < 1 else (low, min(5, low + 1))


def cinexio(folder: Path) -> Iterator[Example]:
    with (folder / "train.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            rating = float(row["rating"])
            complaint = True if rating <= 1.5 else False if rating >= 5 else None
            yield Example(
                row["text"], "bg", "cinexio", f"cinexio-{number}", stars=half_star(rating), complaint=complaint,
                weight=0.6,
            )  # fmt: skip


def hotel(folder: Path) -> Iterator[Example]:
    with (folder / "reviews_with_replies.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            if row["review"]:
                stars = int(row["stars"])
                complaint = True if stars <= 3 else None
                yield Example(
                    row["review"], "ru", "mriya", f"mriya-{number}", stars=(stars,), complaint=complaint, weight=0.7
                )


def sentirueval(folder: Path) -> Iterator[Example]:
    for file in sorted(folder.glob("*.xml")):
        for number, node in enumerate(ElementTree.parse(file).getroot().iter("review")):
            text = (node.findtext("text") or "").strip()
            whole = [c.get("sentiment") for c in node.iter("category") if c.get("name") == "Whole"]
            meanings = {"positive": POSITIVE, "negative": NEGATIVE, "both": (2, 3, 4)}
            stars = meanings.get(whole[0] or "") if whole else None
            marks = {a.get("sentiment") for a in node.iter("aspect") if a.get("mark") == "Rel"}
            complaint = True if "negative" in marks else False if marks == {"positive"} else None
            if text and (stars or complaint is not None):
                yield Example(
                    text, "ru", "sentirueval", f"{file.stem}-{number}", stars=stars, complaint=complaint, weight=0.5
                )


def semeval(folder: Path) -> Iterator[Example]:
    for file in sorted(folder.glob("gold-*.txt")):
        language = file.stem.split("-")[1]
        tokens: list[str] = []
        marks: set[str] = set()
        for number, line in enumerate([*file.read_text(encoding="utf-8").splitlines(), ""]):
            if line.strip():
                token, tag = line.split("\t")[:2]
                tokens.append(token)
                marks |= {tag} - {"O"}
                continue
            polarity = {"T-POS": POSITIVE, "T-NEG": NEGATIVE}
            if len(marks) == 1 and (stars := polarity.get(next(iter(marks)))):
                text = re.sub(r" ([.,!?;:)»])", r"\1", " ".join(tokens))
                yield Example(
                    text, language, "semeval2016", f"{file.stem}-{number}", stars=stars,
                    complaint=stars is NEGATIVE, weight=0.5,
                )  # fmt: skip
            tokens, marks = [], set()


def mams(folder: Path) -> Iterator[Example]:
    for node in ElementTree.parse(folder / "ACSA_train.xml").getroot().iter("sentence"):
        marks = {category.get("polarity") for category in node.iter("aspectCategory")}
        if marks and marks <= {"negative", "neutral", "positive"}:
            stars = NEGATIVE if marks == {"negative"} else POSITIVE if marks == {"positive"} else None
            yield Example(
                node.findtext("text") or "", "en", "mams", stars=stars, complaint="negative" in marks, weight=0.5
            )


def pros_cons(folder: Path) -> Iterator[Example]:
    for name, stars in (("IntegratedCons", (1, 2, 3)), ("IntegratedPros", (4, 5))):
        lines = (folder / "pros_cons" / f"{name}.txt").read_text(encoding="latin-1").splitlines()
        for line in random.Random(3).sample(lines, 2500):
            text = html.unescape(re.sub(r"<[^>]+>", "", line)).strip()
            if len(text) > 8:
                yield Example(text, "en", "pros_cons", stars=stars, complaint=stars[0] == 1, weight=0.4)


def sentence_polarity(folder: Path) -> Iterator[Example]:
    for name, stars in (("rt-polarity.neg", NEGATIVE), ("rt-polarity.pos", POSITIVE)):
        lines = (folder / "sentence_polarity" / name).read_text(encoding="latin-1").splitlines()
        for line in random.Random(4).sample(lines, 2000):
            yield Example(line.strip(), "en", "sentence_polarity", stars=stars, weight=0.4)


def product_sentences(folder: Path) -> Iterator[Example]:
    for file in sorted((folder / "product_reviews_1").glob("*.txt")):
        if "README" in file.name:
            continue
        for line in file.read_text(encoding="latin-1").splitlines():
            head, mark, text = line.partition("##")
            scores = [int(score) for score in re.findall(r"\[([+-][123])\]", head)]
            if mark and scores:
                negative, positive = min(scores) < 0, max(scores) > 0
                stars = None if negative and positive else NEGATIVE if negative else POSITIVE
                yield Example(text.strip(), "en", "product_reviews", stars=stars, complaint=negative, weight=0.4)


def complaints(folder: Path) -> Iterator[Example]:
    seen = set()
    with (folder / "bank_complaints-dataset.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["data__text"] not in seen:
                seen.add(row["data__text"])
                yield Example(row["data__text"], "en", "cfpb", stars=(1, 2), complaint=True, weight=0.3)


def subtitles(folder: Path) -> Iterator[Example]:
    good, bad = {"5", "8"}, {"1", "3", "6"}
    for file in sorted(folder.rglob("*.tsv")):
        language = next((code for code in ("bg", "ru") if file.stem.startswith(code)), None)
        if language is None:
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            text, tab, labels = line.partition("\t")
            marks = {label.strip() for label in labels.split(",")}
            stars = POSITIVE if marks and marks <= good else NEGATIVE if marks and marks <= bad else None
            if tab and stars and len(text) > 12:
                yield Example(text, language, "xed", stars=stars, weight=0.2)


PUBLIC_SETS = (
    PublicSet("cinexio", "bg/cinexio", "github.com/bgGLUE/bgglue", "MIT", cinexio),
    PublicSet("mriya", "ru/mriya_hotel_replies", "github.com/Jrol123/Social-scan", "MIT", hotel),
    PublicSet("sentirueval", "ru/sentirueval2015_absa", "github.com/rproskuryakov/absa", "MIT", sentirueval),
    PublicSet("semeval2016", "multi/semeval2016_rest_xabsa", "github.com/IsakZhang/XABSA", "Apache-2.0", semeval),
    PublicSet("mams", "en/mams", "github.com/siat-nlp/MAMS-for-ABSA", "Apache-2.0", mams),
    PublicSet("pros_cons", "en/nltk_review_corpora", "github.com/nltk/nltk_data", "CC BY 4.0", pros_cons),
    PublicSet("sentence_polarity", "en/nltk_review_corpora", "github.com/nltk/nltk_data", "see its notice",
              sentence_polarity),
    PublicSet("product_reviews", "en/nltk_review_corpora", "github.com/nltk/nltk_data", "CC BY 4.0",
              product_sentences),
    PublicSet("cfpb", "en/cfpb_funcrowd", "github.com/heolin/funcrowd-dataset", "public domain", complaints),
    PublicSet("xed", "multi/xed", "github.com/Helsinki-NLP/XED", "CC BY 4.0", subtitles),
)  # fmt: skip


def read_public(folder: Path, only: tuple[str, ...] | None = None) -> Iterator[Example]:
    """Examples of every public set found below ``folder``."""
    for public in PUBLIC_SETS:
        place = folder / public.folder
        if place.is_dir() and (only is None or public.name in only):
            yield from (example for example in public.read(place) if example.text.strip())
