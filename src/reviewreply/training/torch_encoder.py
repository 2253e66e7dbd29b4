"""A MultiTask model behind the encoder protocol: for evaluation, and for GPUs through torch.

Reads length-sorted padded batches; float arithmetic over a masked batch, so a text's answer does not depend on its
neighbours beyond rounding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch

from reviewreply.encoder.decode import Window, read_windows
from reviewreply.encoder.layout import Layout
from reviewreply.encoder.protocol import Reading
from reviewreply.text.shouting import readable
from reviewreply.training.precision import mixed


class TorchEncoder:
    """``layout`` gives labels, calibration, thresholds and the window."""

    def __init__(self, model: Any, tokenizer: Any, layout: Layout, device: str = "cpu", tokens: int = 8192) -> None:
        self.model = model.to(device).eval()
        self.tokenizer = tokenizer
        self.layout = layout
        self.device = device
        self.tokens = tokens
        self.version = layout.version
        self.thresholds: Mapping[str, float] = layout.thresholds

    def read(self, texts: Sequence[str]) -> list[Reading]:
        pieces: list[tuple[int, list[int], Any]] = []
        size, overlap = self.layout.window - 2, self.layout.overlap
        encodings = self.tokenizer.encode_batch([readable(text) for text in texts], add_special_tokens=False)
        for index, encoding in enumerate(encodings):
            ids, offsets = encoding.ids, np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
            starts = [0] if len(ids) <= size else range(0, len(ids) - overlap, size - overlap)
            pieces.extend((index, ids[start : start + size], offsets[start : start + size]) for start in starts)
        windows: list[list[tuple[int, Window]]] = [[] for _ in texts]
        order = sorted(range(len(pieces)), key=lambda k: len(pieces[k][1]))
        for group in self._groups(order, pieces):
            for k, window in zip(group, self._run([pieces[k] for k in group]), strict=True):
                windows[pieces[k][0]].append((k, window))
        return [
            read_windows(text, [window for _, window in sorted(found, key=lambda pair: pair[0])], self.layout)
            for text, found in zip(texts, windows, strict=True)
        ]

    def _groups(self, order: Sequence[int], pieces: Sequence[tuple[int, list[int], Any]]) -> list[list[int]]:
        groups: list[list[int]] = []
        current: list[int] = []
        for k in order:
            if current and (len(current) + 1) * (len(pieces[k][1]) + 2) > self.tokens:
                groups.append(current)
                current = []
            current.append(k)
        return [*groups, current] if current else groups

    def _run(self, pieces: Sequence[tuple[int, list[int], Any]]) -> list[Window]:
        length = max(len(ids) for _, ids, _ in pieces) + 2
        batch = torch.ones((len(pieces), length), dtype=torch.long)
        mask = torch.zeros_like(batch)
        for row, (_, ids, _) in enumerate(pieces):
            batch[row, : len(ids) + 2] = torch.tensor([0, *ids, 2])
            mask[row, : len(ids) + 2] = 1
        with torch.no_grad(), mixed(self.device):
            out = self.model(batch.to(self.device), mask.to(self.device))
        text_names = ("stars", "complaint", "types", "signals", "verdict", "score")
        token_names = ("token_claim", "token_claim_type", "token_party", "token_signal", "token_matter")
        text = torch.cat([out[name].float() for name in text_names], dim=-1).cpu().numpy()
        token = torch.cat([out[name].float() for name in token_names], dim=-1).cpu().numpy()
        return [
            Window(offsets, text[row], token[row, 1 : len(ids) + 1]) for row, (_, ids, offsets) in enumerate(pieces)
        ]
