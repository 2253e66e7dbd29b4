"""Word lists: frequency lists cleaned of the neighbour languages, and the forms of spelling dictionaries."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from reviewreply.language.tokens import Script, plain, word_script

ALPHABETS = {
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


def order(text: str, seed: int) -> int:
    """A number that depends on the text and the seed alone: what is held out does not hang on the order of files."""
    return zlib.crc32(f"{seed}\t{text}".encode("utf-8", "replace"))


def to_serbian_cyrillic(text: str) -> str:
    """Serbian Latin letters to Cyrillic ones, lower case."""
    return _SERBIAN_PART.sub(lambda part: _SERBIAN[part.group()], text.lower())


def read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []


def listed(path: Path, script: Script) -> Counter[str]:
    """A frequency list, words of one script."""
    counts: Counter[str] = Counter()
    for line in read_lines(path):
        word, _, number = line.rpartition(" ")
        if word and number.isdigit() and word_script(word) == script:
            counts[plain(word, script)] += int(number)
    return counts


def spelled(code: str, counts: Counter[str]) -> Counter[str]:
    """The words that the language's alphabet can spell."""
    return Counter({word: number for word, number in counts.items() if set(word) <= set(ALPHABETS[code])})


def _share(counts: Counter[str], wanted: Callable[[str], bool]) -> float:
    return sum(number for word, number in counts.items() if wanted(word)) / max(sum(counts.values()), 1)


def _clear_of(counts: Counter[str], stranger: Counter[str], mixed: float) -> None:
    """Take the words of ``stranger`` out of a list of which a share ``mixed`` is text in that language.

    Lists of subtitles hold whole films of the neighbour language. A word most of whose count such films explain goes.
    """
    total, theirs = sum(counts.values()), sum(stranger.values())
    for word, number in list(counts.items()):
        expected = mixed * total * stranger[word] / theirs
        if expected > 0.2 * number:
            del counts[word]
        else:
            counts[word] -= int(expected)


def clear_cyrillic(lists: dict[str, Counter[str]]) -> None:
    """Letters that a language does not have tell how much of its list is in which other language."""
    signs = (
        ("uk", "ru", "ыэъё"),
        ("bg", "ru", "ыэё"),
        ("mk", "bg", "ъщ"),
        ("bg", "mk", "јљњќѓџѕ"),
        ("ru", "uk", "іїє"),
    )
    for code, stranger, letters in signs:
        has: Callable[[str], bool] = lambda word, signs=letters: any(c in signs for c in word)  # type: ignore[misc] # noqa: E731
        mixed = _share(lists[code], has) / max(_share(lists[stranger], has), 1e-9)
        print(f"{code}: {mixed:.2%} of the list is {stranger}")
        _clear_of(lists[code], lists[stranger], 1.5 * mixed)


def clear_english(lists: dict[str, Counter[str]], code: str) -> None:
    mixed = min(_share(lists[code], word.__eq__) / _share(lists["en"], word.__eq__) for word in ("the", "you", "what"))
    _clear_of(lists[code], lists["en"], 1.5 * mixed)


_RULE = re.compile(r"SFX (\S) +(\S+) +(\S+) +(\S+)")


def inflected(folder: Path, code: str, most: int, seed: int) -> Counter[str]:
    """Up to ``most`` word forms, drawn by seed, of a hunspell dictionary with one-letter suffix flags."""
    rules: dict[str, list[tuple[str, str, re.Pattern[str]]]] = {}
    for line in read_lines(folder / f"{code}.aff"):
        if (found := _RULE.match(line)) and found[2] not in "YN":
            flag, cut, ending, where = found.groups()
            add = "" if ending == "0" else ending.split("/")[0]
            rules.setdefault(flag, []).append(("" if cut == "0" else cut, add, re.compile(f"{where}$")))
    all_forms: set[str] = set()
    for line in read_lines(folder / f"{code}.dic")[1:]:
        stem, _, flags = line.strip().partition("/")
        all_forms.add(stem)
        for flag in flags.split("\t")[0]:
            for cut, add, where in rules.get(flag, ()):
                if stem.endswith(cut) and where.search(stem):
                    all_forms.add(stem[: len(stem) - len(cut)] + add)
    return _drawn(code, all_forms, most, seed)


def unimorph(path: Path, code: str, most: int, seed: int) -> Counter[str]:
    """Up to ``most`` word forms, drawn by seed, of a UniMorph file (lemma, form, features)."""
    rows = (line.split("\t") for line in read_lines(path))
    bare = {form.replace("\u0301", "") for row in rows if len(row) > 1 for form in row[:2]}  # no stress marks
    return _drawn(code, bare, most, seed)


def _drawn(code: str, all_forms: set[str], most: int, seed: int) -> Counter[str]:
    script: Script = "latin" if code == "sr-Latn" else "cyrillic"
    lower = sorted({plain(f, script) for f in all_forms if len(f) > 2 and f.islower() and f.isalpha()})
    return Counter(dict.fromkeys(sorted(lower, key=lambda f: order(f, seed + 9))[:most], 1))


def without_strangers(counts: dict[str, Counter[str]], rarer: float = 50.0) -> None:
    """Drop from each list the words that are ``rarer`` times as frequent in another list of the same script.

    Lists of subtitles hold whole films of the neighbour language; a borrowed word is no evidence either.
    """
    totals = {code: sum(counter.values()) for code, counter in counts.items()}
    shares = {code: {w: n / totals[code] for w, n in counter.items()} for code, counter in counts.items()}
    best: dict[str, float] = {}
    for share in shares.values():
        for word, value in share.items():
            best[word] = max(value, best.get(word, 0.0))
    for code, share in shares.items():
        for word, value in share.items():
            if value * rarer < best[word]:
                del counts[code][word]
