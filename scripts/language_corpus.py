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
"""

from __future__ import annotations

import csv
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reviewreply.language.tokens import plain, word_script, words

TARGETS = ("ru", "bg", "en")
NEIGHBOURS = ("uk", "mk", "sr", "be", "kk")
LATIN_OTHERS = ("sr", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "ro", "tr", "sv", "da", "hu", "fi")
MISCELLANY = ("sq", "lt", "et", "lv", "id")
SAME_CLASS = {"hr": "sr", "bs": "sr", "sl": "sr", "sk": "cs", "no": "da"}

_ALPHABETS = {
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'", "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя'",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш", "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
}  # fmt: skip
_SERBIAN = {
    "dž": "џ", "lj": "љ", "nj": "њ", "a": "а", "b": "б", "v": "в", "g": "г", "d": "д", "đ": "ђ", "e": "е", "ž": "ж",
    "z": "з", "i": "и", "j": "ј", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с",
    "t": "т", "ć": "ћ", "u": "у", "f": "ф", "h": "х", "c": "ц", "č": "ч", "š": "ш",
}  # fmt: skip
_SERBIAN_PART = re.compile("|".join(_SERBIAN))
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


def order(text: str, seed: int) -> int:
    """A number that depends on the text and the seed alone: what is held out does not hang on the order of files."""
    return zlib.crc32(f"{seed}\t{text}".encode("utf-8", "replace"))


def to_serbian_cyrillic(text: str) -> str:
    """Serbian Latin letters to Cyrillic ones, lower case."""
    return _SERBIAN_PART.sub(lambda part: _SERBIAN[part.group()], text.lower())


def forms(text: str) -> list[str]:
    """The plain forms of the words of a text, in order."""
    scripted = [(word, word_script(word)) for word in words(text)]
    return [plain(word, script) for word, script in scripted if script]


# ------------------------------------------------------------------------------------------------------------ reading


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []


def _first_column(path: Path) -> Iterator[str]:
    return (line.split("\t")[0] for line in _lines(path) if "\t" in line)


def _conllu(path: Path) -> Iterator[str]:
    return (line[9:] for line in _lines(path) if line.startswith("# text = "))


def _parseme(path: Path) -> Iterator[str]:
    sentence: list[str] = []
    for line in _lines(path):
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
    return (str(json.loads(line).get(name) or "") for line in _lines(path) if line.strip())


def _tagged(path: Path, tag: str) -> Iterator[str]:
    text = "\n".join(_lines(path))
    return (re.sub(r"<[^>]+>|&\w+;", " ", part) for part in re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL))


def _raw_sentences(data: Path, more: Path) -> dict[str, list[str]]:
    dsl = [line.rsplit("\t", 1) for line in _lines(data / "multi/dslcc_v2_bg_mk_sr/test-gold_bg_mk_sr.tsv")]
    of_dsl: Callable[[str], list[str]] = lambda code: [text for text, label in dsl if label == code]  # noqa: E731
    xed, udhr = data / "multi/xed", data / "multi/udhr"
    toxic, films = data / "bg/bg_toxic_vasev", data / "bg/cinexio/train.jsonl"
    liu = data / "en/nltk_review_corpora"
    found: dict[str, list[str]] = {
        "ru": [
            *_first_column(xed / "ru-projections.tsv"), *_lines(data / "ru/rudetoxifier/ru_test_10k_toxic"),
            *(s for part in ("dev", "test") for s in _conllu(data / f"ru/ud_taiga/ru_taiga-ud-{part}.conllu")),
            *(s for part in sorted((data / "ru/sentirueval2015_absa").glob("*.xml")) for s in _tagged(part, "text")),
            *_lines(udhr / "rus.txt"),
        ],
        "bg": [
            *_first_column(xed / "bg-projections.tsv"), *_jsonl(films, "text"), *of_dsl("bg"),
            *(s for n in ("toxic_sentences", "framar_forum_sentences", "proud_bg_sentences")
              for s in _column(toxic / f"{n}.csv", "text")),
            *(s for part in ("train", "test") for s in _parseme(data / f"bg/parseme_bg_news/{part}.parsemetsv")),
            *_lines(udhr / "bul.txt"),
        ],
        "en": [
            *_first_column(xed / "en-annotated.tsv"), *_tagged(data / "en/mams/ACSA_train.xml", "text"),
            *_tagged(liu / "pros_cons/IntegratedPros.txt", "Pros"),
            *_tagged(liu / "pros_cons/IntegratedCons.txt", "Cons"),
            *_lines(liu / "sentence_polarity/rt-polarity.pos"), *_lines(liu / "sentence_polarity/rt-polarity.neg"),
            *_lines(udhr / "eng.txt"),
        ],
        "mk": [*_first_column(xed / "mk-projections.tsv"), *of_dsl("mk"), *_lines(udhr / "mkd.txt")],
        "sr-Latn": [
            *(s.translate(_WRONG_CODE_PAGE) for s in _first_column(xed / "sr-projections.tsv")), *of_dsl("sr"),
            *_lines(udhr / "srp_latn.txt"),
        ],
        "uk": _lines(udhr / "ukr.txt"),
        "be": [*(s for part in ("dev", "test") for s in _conllu(more / f"ud/be_hse-ud-{part}.conllu")),
               *_lines(udhr / "bel.txt")],
        "kk": [*(s for part in ("train", "test") for s in _conllu(more / f"ud/kk_ktb-ud-{part}.conllu")),
               *_lines(udhr / "kaz.txt")],
    }  # fmt: skip
    found["sr"] = [to_serbian_cyrillic(s) for s in found["sr-Latn"]] + _lines(udhr / "srp_cyrl.txt")
    return {code: _clean_sentences(code, texts) for code, texts in found.items()}


def _clean_sentences(code: str, texts: list[str]) -> list[str]:
    """Distinct sentences of two words or more, most of whose letters are of the language's script."""
    wanted = "latin" if code in ("en", "sr-Latn") else "cyrillic"
    kept: dict[str, None] = {}
    for text in texts:
        short = " ".join(text.split())[:600]
        scripts = [word_script(word) for word in words(short)]
        if len(scripts) >= 2 and scripts.count(wanted) >= 0.7 * len(scripts):
            kept[short] = None
    return list(kept)


def _counts(code: str, path: Path) -> Counter[str]:
    """A frequency list, without words that the language's alphabet cannot spell."""
    alphabet = _ALPHABETS.get(code)
    counts: Counter[str] = Counter()
    for line in _lines(path):
        word, _, number = line.rpartition(" ")
        wanted = "cyrillic" if alphabet else "latin"
        if not word or not number.isdigit() or word_script(word) != wanted:
            continue
        form = plain(word, wanted)  # type: ignore[arg-type]
        if alphabet is None or set(form) <= set(alphabet):
            counts[form] += int(number)
    return counts


def _without_strangers(counts: dict[str, Counter[str]], rarer: float = 50.0) -> None:
    """Drop from each list the words that are ``rarer`` times as frequent in another list of the same script.

    Lists of subtitles hold whole films of the neighbour language; a borrowed word is no evidence either.
    """
    shares = {code: {w: n / sum(c.values()) for w, n in c.items()} for code, c in counts.items()}
    best: dict[str, float] = {}
    for share in shares.values():
        for word, value in share.items():
            best[word] = max(value, best.get(word, 0.0))
    for code, share in shares.items():
        for word, value in share.items():
            if value * rarer < best[word]:
                del counts[code][word]


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
    counts = {code: _counts(code, lists / f"{code}_50k.txt") for code in ("ru", "bg", "en", "uk", "mk")}
    counts["kk"] = _counts("kk", lists / "kk_full.txt")
    counts["be"] = Counter()
    counts["sr-Latn"] = _counts("sr-Latn", lists / "sr_50k.txt")
    for code in (*LATIN_OTHERS[1:], *MISCELLANY, *SAME_CLASS):
        into = SAME_CLASS.get(code, code).replace("sr", "sr-Latn")
        counts.setdefault(into, Counter()).update(_counts(code, more / f"frequencywords/{code}_50k.txt"))
    counts["sr"] = Counter()
    for word, number in _counts("sr-Latn", lists / "sr_50k.txt").items():
        if set(word) <= set("abvgdđežzijklmnoprstćufhcčš"):
            counts["sr"][to_serbian_cyrillic(word)] += number
    for code in ("be", "kk"):
        for sentence in sentences[code]:
            counts[code].update(f for f in forms(sentence) if set(f) <= set(_ALPHABETS[code]))
    for group in (_ALPHABETS, [c for c in counts if c not in _ALPHABETS]):
        part = {code: counts[code] for code in group}
        _without_strangers(part)
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
