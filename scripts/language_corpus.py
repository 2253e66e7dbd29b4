"""Open data for language identification: reading, cleaning, holding out.

Origins and licences (nothing of it is part of this repository; every set is read from a folder given by path):

DATA, one folder per set
  multi/frequencywords          github.com/hermitdave/FrequencyWords, content/2018      CC BY-SA 4.0
  multi/dslcc_v2_bg_mk_sr       github.com/alvations/bayesmax (DSLCC v2)                 MIT (repository)
  multi/udhr                    github.com/nltk/nltk_data, packages/corpora/udhr2        public domain
  multi/xed                     github.com/Helsinki-NLP/XED                              CC BY 4.0
  bg/cinexio                    github.com/bgGLUE/bgglue                                 MIT (repository)
  bg/bg_toxic_vasev             github.com/TsvetoslavVasev/toxic-language-classification BSD 3-Clause
  bg/parseme_bg_news            github.com/hazemalsaied/IdenSys (PARSEME, BulNC)         CC BY 4.0
  ru/ud_taiga                   github.com/UniversalDependencies/UD_Russian-Taiga        CC BY-SA 4.0
  ru/rudetoxifier               github.com/s-nlp/rudetoxifier                            MIT
  ru/sentirueval2015_absa       github.com/rproskuryakov/absa                            MIT (repository)
  ru/mriya_hotel_replies        github.com/Jrol123/Social-scan                           MIT (repository); test only
  en/mams                       github.com/siat-nlp/MAMS-for-ABSA                        Apache-2.0
  en/nltk_review_corpora        github.com/nltk/nltk_data (Bing Liu; Pang and Lee)       CC BY 4.0
MORE, optional but needed to tell other languages apart
  frequencywords/XX_50k.txt     the same repository, content/2018/XX                     CC BY-SA 4.0
  ud/be_hse-ud-*.conllu         github.com/UniversalDependencies/UD_Belarusian-HSE       CC BY-SA 4.0
  ud/kk_ktb-ud-*.conllu         github.com/UniversalDependencies/UD_Kazakh-KTB           CC BY-SA 4.0
  frequencywords/mk_2016_50k.txt  the same repository, content/2016/mk                   CC BY-SA 4.0
  unimorph/ukr, bel, kaz.noun.tsv github.com/unimorph/ukr, bel, kaz (from Wiktionary)    CC BY-SA 3.0
  hunspell/ru.dic, .aff         github.com/wooorm/dictionaries, ru                       BSD-3-Clause
  hunspell/bg.dic, .aff         github.com/wooorm/dictionaries, bg                       MPL 1.1 (or LGPL, GPL)
  hunspell/sr-Latn.dic          github.com/wooorm/dictionaries, sr-Latn                  CC BY-SA 3.0 (or MPL, LGPL)
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from language_lists import (
    ALPHABETS,
    clear_cyrillic,
    clear_english,
    inflected,
    listed,
    order,
    read_lines,
    spelled,
    to_serbian_cyrillic,
    unimorph,
    without_strangers,
)

from reviewreply.language.tokens import Script, plain, word_script, words

TARGETS = ("ru", "bg", "en")
NEIGHBOURS = ("uk", "mk", "sr", "be", "kk")
LATIN_OTHERS = ("sr", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "ro", "tr", "sv", "da", "hu", "fi")
MISCELLANY = ("sq", "lt", "et", "lv", "id")
UNIMORPH = {"uk": "ukr", "be": "bel", "kk": "kaz.noun.tsv"}
SAME_CLASS = {"hr": "sr", "bs": "sr", "sl": "sr", "sk": "cs", "no": "da"}

_WRONG_CODE_PAGE = str.maketrans("èæðÈÆÐ¹¾", "čćđČĆĐšž")


@dataclass
class Held:
    """What training never sees: words and sentences kept for choosing (dev) and for measuring (test)."""

    dev_words: dict[str, list[str]] = field(default_factory=dict)
    test_words: dict[str, list[str]] = field(default_factory=dict)
    dev_sentences: dict[str, list[str]] = field(default_factory=dict)
    test_sentences: dict[str, list[str]] = field(default_factory=dict)

    def words(self) -> set[str]:
        """All held-out word forms of all languages: they are dropped from every language's training data."""
        return {w for group in (self.dev_words, self.test_words) for items in group.values() for w in items}


@dataclass
class Corpus:
    """Counts of words and lists of sentences per language (``sr`` in Cyrillic, ``sr-Latn`` in Latin letters)."""

    counts: dict[str, Counter[str]]
    sentences: dict[str, list[str]]
    held: Held


def forms(text: str) -> list[str]:
    """The plain forms of the words of a text, in order."""
    scripted = [(word, word_script(word)) for word in words(text)]
    return [plain(word, script) for word, script in scripted if script]


# ------------------------------------------------------------------------------------------------------------ reading


def _first_column(path: Path) -> Iterator[str]:
    return (line.split("\t")[0] for line in read_lines(path) if "\t" in line)


def _conllu(path: Path) -> Iterator[str]:
    return (line[9:] for line in read_lines(path) if line.startswith("# text = "))


def _parseme(path: Path) -> Iterator[str]:
    sentence: list[str] = []
    for line in read_lines(path):
        parts = line.split("\t")
        if len(parts) > 1 and not line.startswith("#"):
            sentence.append(parts[1])
        elif sentence:
            yield " ".join(sentence)
            sentence = []


def _column(path: Path, name: str) -> Iterator[str]:
    if path.is_file():
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            yield from (row[name] or "" for row in csv.DictReader(file))


def _jsonl(path: Path, name: str) -> Iterator[str]:
    return (str(json.loads(line).get(name) or "") for line in read_lines(path) if line.strip())


def _tagged(path: Path, tag: str) -> Iterator[str]:
    text = "\n".join(read_lines(path))
    return (re.sub(r"<[^>]+>|&\w+;", " ", part) for part in re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL))


def _raw_sentences(data: Path, more: Path) -> dict[str, list[str]]:
    dsl = [line.rsplit("\t", 1) for line in read_lines(data / "multi/dslcc_v2_bg_mk_sr/test-gold_bg_mk_sr.tsv")]
    of_dsl: Callable[[str], list[str]] = lambda code: [text for text, label in dsl if label == code]  # noqa: E731
    xed, udhr = data / "multi/xed", data / "multi/udhr"
    toxic, films = data / "bg/bg_toxic_vasev", data / "bg/cinexio/train.jsonl"
    liu = data / "en/nltk_review_corpora"
    found: dict[str, list[str]] = {
        "ru": [
            *_first_column(xed / "ru-projections.tsv"), *read_lines(data / "ru/rudetoxifier/ru_test_10k_toxic"),
            *(s for part in ("dev", "test") for s in _conllu(data / f"ru/ud_taiga/ru_taiga-ud-{part}.conllu")),
            *(s for part in sorted((data / "ru/sentirueval2015_absa").glob("*.xml")) for s in _tagged(part, "text")),
            *read_lines(udhr / "rus.txt"),
        ],
        "bg": [
            *_first_column(xed / "bg-projections.tsv"), *_jsonl(films, "text"), *of_dsl("bg"),
            *(s for n in ("toxic_sentences", "framar_forum_sentences", "proud_bg_sentences")
              for s in _column(toxic / f"{n}.csv", "text")),
            *(s for part in ("train", "test") for s in _parseme(data / f"bg/parseme_bg_news/{part}.parsemetsv")),
            *read_lines(udhr / "bul.txt"),
        ],
        "en": [
            *_first_column(xed / "en-annotated.tsv"), *_tagged(data / "en/mams/ACSA_train.xml", "text"),
            *_tagged(liu / "pros_cons/IntegratedPros.txt", "Pros"),
            *_tagged(liu / "pros_cons/IntegratedCons.txt", "Cons"),
            *(s for sign in ("pos", "neg") for s in read_lines(liu / f"sentence_polarity/rt-polarity.{sign}")),
            *read_lines(udhr / "eng.txt"),
        ],
        "mk": [*_first_column(xed / "mk-projections.tsv"), *of_dsl("mk"), *read_lines(udhr / "mkd.txt")],
        "sr-Latn": [
            *(s.translate(_WRONG_CODE_PAGE) for s in _first_column(xed / "sr-projections.tsv")), *of_dsl("sr"),
            *read_lines(udhr / "srp_latn.txt"),
        ],
        "uk": read_lines(udhr / "ukr.txt"),
        "be": [*(s for part in ("dev", "test") for s in _conllu(more / f"ud/be_hse-ud-{part}.conllu")),
               *read_lines(udhr / "bel.txt")],
        "kk": [*(s for part in ("train", "test") for s in _conllu(more / f"ud/kk_ktb-ud-{part}.conllu")),
               *read_lines(udhr / "kaz.txt")],
    }  # fmt: skip
    found["sr"] = [to_serbian_cyrillic(s) for s in found["sr-Latn"]] + read_lines(udhr / "srp_cyrl.txt")
    return {code: _clean_sentences(code, texts) for code, texts in found.items()}


def _clean_sentences(code: str, texts: list[str]) -> list[str]:
    """Distinct sentences of two words or more, most of whose letters are of the language's script."""
    wanted: Script = "latin" if code in ("en", "sr-Latn") else "cyrillic"
    kept: dict[str, None] = {}
    for text in texts:
        short = " ".join(text.split())[:600]
        scripts = [word_script(word) for word in words(short)]
        if len(scripts) >= 2 and scripts.count(wanted) >= 0.7 * len(scripts):
            kept[short] = None
    return list(kept)


# -------------------------------------------------------------------------------------------------------- holding out


def _hold_words(counts: dict[str, Counter[str]], seed: int, each: int = 1000, top: int = 200) -> Held:
    """``each`` words per language for test and dev, from below the ``top`` most frequent, of three letters or more."""
    held = Held()
    for code in ("ru", "bg", "en", *NEIGHBOURS):
        ranked = [word for word, _ in counts[code].most_common()][top:]
        chosen = sorted((w for w in ranked if len(w) >= 3), key=lambda w: order(w, seed))
        size = min(each, len(chosen) // 8)
        held.test_words[code] = chosen[:size]
        held.dev_words[code] = chosen[size : 2 * size]
    return held


def load_corpus(data: Path, more: Path, seed: int, banned: frozenset[str] = frozenset()) -> Corpus:
    """Read, clean and split everything.

    ``banned``: further word forms to keep out of training (the items of an outside test).
    """
    sentences = _raw_sentences(data, more)
    lists = data / "multi/frequencywords"
    cyrillic = {code: listed(lists / f"{code}_50k.txt", "cyrillic") for code in ("ru", "bg", "uk", "mk")}
    for word, number in listed(more / "frequencywords/mk_2016_50k.txt", "cyrillic").items():
        cyrillic["mk"].setdefault(word, number)
    clear_cyrillic(cyrillic)
    counts = {code: spelled(code, listed) for code, listed in cyrillic.items()}
    counts["kk"] = spelled("kk", listed(lists / "kk_full.txt", "cyrillic"))
    counts["be"] = Counter()
    counts["en"], counts["sr-Latn"] = (listed(lists / f"{code}_50k.txt", "latin") for code in ("en", "sr"))
    for code in (*LATIN_OTHERS[1:], *MISCELLANY, *SAME_CLASS):
        into = SAME_CLASS.get(code, code).replace("sr", "sr-Latn")
        counts.setdefault(into, Counter()).update(listed(more / f"frequencywords/{code}_50k.txt", "latin"))
    for code in ("sr-Latn", *LATIN_OTHERS[1:], *MISCELLANY):
        clear_english(counts, code)
    for code in ("ru", "bg", "sr-Latn", *UNIMORPH):
        rare = min(counts[code].values(), default=1)
        if code in UNIMORPH:
            listing = spelled(code, unimorph(more / "unimorph" / UNIMORPH[code], code, 60_000, seed))
        else:
            listing = inflected(more / "hunspell", code, 60_000 if code == "sr-Latn" else 120_000, seed)
        for word in listing:
            counts[code][word] += rare // 2 + 1
    counts["sr"] = Counter()
    for word, number in counts["sr-Latn"].items():
        if set(word) <= set("abvgdđežzijklmnoprstćufhcčš"):
            counts["sr"][to_serbian_cyrillic(word)] += number
    for code in ("be", "kk"):
        for sentence in sentences[code]:
            counts[code].update(f for f in forms(sentence) if set(f) <= set(ALPHABETS[code]))
    for group in (ALPHABETS, [c for c in counts if c not in ALPHABETS]):
        without_strangers({code: counts[code] for code in group})
    held = _hold_words(counts, seed)
    for code, texts in sentences.items():
        held.test_sentences[code] = [s for s in texts if order(s, seed) % 10 == 0]
        held.dev_sentences[code] = [s for s in texts if order(s, seed) % 10 == 1]
        sentences[code] = [s for s in texts if order(s, seed) % 10 > 1]
    closed = held.words() | banned
    for counter in counts.values():
        for word in closed & counter.keys():
            del counter[word]
    return Corpus(counts, sentences, held)
