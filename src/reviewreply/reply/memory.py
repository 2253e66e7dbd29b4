"""What a business said recently, so that it is not said again at once; and the report on what repeats."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_]|[«„“\"\d+])|\n+")
_FREE_USES = 2
_SHARE = 0.022


@dataclass(frozen=True, slots=True)
class Repeated:
    """A sentence that several replies share. ``share`` is of all replies, 0 to 1."""

    text: str
    count: int
    share: float


class ReplyMemory:
    """The last replies of one business: bounded, and the same for the same replies in the same order.

    Parameters
    ----------
    size: how many replies are remembered; older ones are forgotten.
    recent: how many of them are kept word for word, for the check against repetition.
    """

    def __init__(self, size: int = 1000, recent: int = 50) -> None:
        self._size = size
        self._tick = 0
        self.used: dict[str, int] = {}
        """When each variant was last used, by its key; greater is later."""
        self._counts: Counter[str] = Counter()
        self._window: deque[tuple[str, tuple[str, ...]]] = deque()
        self._texts: Counter[str] = Counter()
        self._recent: deque[str] = deque(maxlen=recent)
        self._new: list[list[Any]] = []

    @property
    def recent(self) -> tuple[str, ...]:
        """The last replies word for word, latest last."""
        return tuple(self._recent)

    def last_used(self, key: str) -> int:
        """When a variant was last used; 0 for never. Greater is later."""
        return self.used.get(key, 0)

    def worn(self, sentence: str) -> bool:
        """Whether a sentence stands in so many of the remembered replies that another should be said."""
        return self._counts[sentence] >= max(_FREE_USES, _SHARE * len(self._window))

    def said(self, text: str) -> bool:
        """Whether this very reply was given before."""
        return text in self._texts

    def add(self, text: str, keys: Iterable[str]) -> None:
        """Remember a reply and the variants it was made of."""
        self._tick += 1
        keys = list(keys)
        self._new.append([text, keys])
        for key in keys:
            self.used[key] = self._tick
        sentences = split_sentences(text)
        self._window.append((text, sentences))
        self._counts.update(sentences)
        self._texts[text] += 1
        self._recent.append(text)
        if len(self._window) > self._size:
            self._forget()

    def news(self) -> list[list[Any]]:
        """What was added since this was last asked, as JSON; ``recall`` takes it into another memory."""
        news, self._new = self._new, []
        return news

    def recall(self, news: Iterable[list[Any]]) -> None:
        """Add what another memory had as ``news``."""
        for text, keys in news:
            self.add(text, keys)
        self._new = []

    def _forget(self) -> None:
        text, sentences = self._window.popleft()
        self._counts.subtract(sentences)
        self._texts[text] -= 1
        if not self._texts[text]:
            del self._texts[text]
        for sentence in sentences:
            if self._counts[sentence] <= 0:
                del self._counts[sentence]


@lru_cache(maxsize=8192)
def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a reply, trimmed."""
    return tuple(sentence for part in _SENTENCE.split(text) if (sentence := part.strip()))


def repetition_report(texts: Iterable[str], exempt: Iterable[str] = (), top: int = 20) -> list[Repeated]:
    """The sentences that most replies share, most frequent first.

    Parameters
    ----------
    exempt: strings (a contact, a signature) whose sentences are left out: they are meant to be the same.
    """
    counts: Counter[str] = Counter()
    total = 0
    left_out = [word for word in exempt if word]
    for text in texts:
        total += 1
        counts.update(set(split_sentences(text)))
    return [
        Repeated(sentence, count, count / total)
        for sentence, count in counts.most_common()
        if count > 1 and not any(word in sentence for word in left_out)
    ][:top]
