"""Examples to padded tensors: tokenised once, bucketed by length, labels laid over tokens."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from reviewreply.text.shouting import readable
from reviewreply.training.examples import MATTERS, PARTIES, SIGNALS, TYPES, VERDICTS, Example

IGNORE = -100


@dataclass(slots=True)
class Encoded:
    """Token ids of one example and the labels that are known of it; token labels have the length of ``ids``."""

    ids: list[int]
    example: Example
    claim: list[int] | None
    claim_type: list[int] | None
    party: list[int] | None
    matter: list[int] | None
    signal: np.ndarray | None  # (tokens, signals)


def encode(tokenizer: Any, examples: Sequence[Example], limit: int) -> list[Encoded]:
    """Tokenise and align. Texts longer than ``limit`` tokens are cut for training."""
    rows = tokenizer.encode_batch([readable(example.text) for example in examples])
    return [_encode(row, example, limit) for row, example in zip(rows, examples, strict=True)]


def _encode(row: Any, example: Example, limit: int) -> Encoded:
    ids = row.ids[:limit] if len(row.ids) <= limit else [*row.ids[: limit - 1], row.ids[-1]]
    offsets = row.offsets[: len(ids)]
    special = row.special_tokens_mask[: len(ids)]
    special[-1] = 1
    claim = claim_type = party = matter = None
    signal = None
    if example.claims is not None:
        claim = [IGNORE if s else 0 for s in special]
        claim_type, party, matter = ([IGNORE] * len(ids) for _ in range(3))
        for span in example.claims:
            covered = [i for i, (a, b) in enumerate(offsets) if not special[i] and a < span.end and b > span.start]
            for order, index in enumerate(covered):
                claim[index] = 1 if order == 0 else 2
                claim_type[index] = TYPES.index(span.label)
                party[index] = PARTIES.index(span.party or "unclear")
                matter[index] = MATTERS.index(span.matter) if span.matter else IGNORE
    if example.signals is not None:
        signal = np.zeros((len(ids), len(SIGNALS)), dtype=np.float32)
        for span in example.signals:
            for index, (a, b) in enumerate(offsets):
                if not special[index] and a < span.end and b > span.start:
                    signal[index, SIGNALS.index(span.label)] = 1
    return Encoded(ids, example, claim, claim_type, party, matter, signal)


def collate(rows: Sequence[Encoded], pad: int) -> dict[str, torch.Tensor]:
    """Padded batch, its length a multiple of eight. Unknown labels carry a zero in their ``known_*`` mask."""
    size, length = len(rows), -(-max(len(row.ids) for row in rows) // 8) * 8
    ids = torch.full((size, length), pad)
    mask = torch.zeros((size, length), dtype=torch.long)
    batch: dict[str, torch.Tensor] = {
        "stars": torch.zeros(size, 5), "complaint": torch.zeros(size, 1), "types": torch.zeros(size, len(TYPES)),
        "signals": torch.zeros(size, len(SIGNALS)), "verdict": torch.full((size,), IGNORE),
        "score": torch.zeros(size, 1), "claim": torch.full((size, length), IGNORE),
        "claim_type": torch.full((size, length), IGNORE), "party": torch.full((size, length), IGNORE),
        "matter": torch.full((size, length), IGNORE),
        "signal": torch.zeros(size, length, len(SIGNALS)), "weight": torch.ones(size),
    }  # fmt: skip
    known = {name: torch.zeros(size, 1) for name in ("stars", "complaint", "types", "signals", "score", "tokens")}
    for i, row in enumerate(rows):
        n = len(row.ids)
        ids[i, :n] = torch.tensor(row.ids)
        mask[i, :n] = 1
        _fill(batch, known, i, n, row)
    return batch | {"ids": ids, "mask": mask} | {f"known_{name}": value for name, value in known.items()}


def _fill(batch: dict[str, torch.Tensor], known: dict[str, torch.Tensor], i: int, n: int, row: Encoded) -> None:
    example = row.example
    batch["weight"][i] = example.weight
    if example.stars is not None:
        known["stars"][i] = 1
        for star in example.stars:
            batch["stars"][i, star - 1] = 1
    if example.complaint is not None:
        known["complaint"][i] = 1
        batch["complaint"][i] = float(example.complaint)
    if example.types is not None:
        known["types"][i] = 1
        for label in example.types:
            batch["types"][i, TYPES.index(label)] = 1
    if example.signals is not None:
        known["signals"][i] = 1
        for span in example.signals:
            batch["signals"][i, SIGNALS.index(span.label)] = 1
        batch["signal"][i, :n] = torch.from_numpy(row.signal)
    if example.verdict is not None:
        batch["verdict"][i] = VERDICTS.index(example.verdict)
    if example.score is not None:
        known["score"][i] = 1
        batch["score"][i] = example.score
    if row.claim is not None and row.claim_type is not None and row.party is not None:
        known["tokens"][i] = 1
        batch["claim"][i, :n] = torch.tensor(row.claim)
        batch["claim_type"][i, :n] = torch.tensor(row.claim_type)
        batch["party"][i, :n] = torch.tensor(row.party)
        batch["matter"][i, :n] = torch.tensor(row.matter)


def batches(rows: Sequence[Encoded], tokens: int, seed: int, shuffle: bool = True) -> Iterator[list[Encoded]]:
    """Batches of similar length holding about ``tokens`` tokens each, padding included."""
    generator = random.Random(seed)
    order = list(range(len(rows)))
    if shuffle:
        generator.shuffle(order)
    ready: list[list[Encoded]] = []
    for start in range(0, len(order), 2048):
        pool = sorted(order[start : start + 2048], key=lambda index: len(rows[index].ids))
        current: list[Encoded] = []
        for index in pool:
            if current and (len(current) + 1) * len(rows[index].ids) > tokens:
                ready.append(current)
                current = []
            current.append(rows[index])
        ready.append(current)
    if shuffle:
        generator.shuffle(ready)
    yield from ready
