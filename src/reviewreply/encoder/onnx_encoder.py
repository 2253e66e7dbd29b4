"""The shipped encoder on ONNX Runtime.

Every text goes through the graph alone, on as many threads as there are cores: no padding is computed, and a text gets
the same answer alone as among a thousand others, since int8 activations are scaled over one text only. On two cores
this was also the fastest of the layouts tried.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from reviewreply.encoder.decode import Decoder, Window
from reviewreply.encoder.layout import Layout, read_layout
from reviewreply.encoder.protocol import Reading
from reviewreply.text.shouting import readable


class OnnxEncoder:
    """Reads texts with a model folder. Loading takes a fraction of a second; threads are started at first use.

    Parameters
    ----------
    folder: a model folder, see ``layout.py``.
    threads: texts read at the same time; 0 for one per core.
    """

    def __init__(self, folder: Path, threads: int = 0) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self.layout: Layout = read_layout(folder)
        self.version = self.layout.version
        self.thresholds: Mapping[str, float] = self.layout.thresholds
        self.threads = threads or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else threads or 1
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(self.layout.model), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer: Any = Tokenizer.from_file(str(self.layout.tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._decoder = Decoder(self.layout)
        self._pool: ThreadPoolExecutor | None = None

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """One reading per text, in order."""
        if len(texts) < 2 or self.threads < 2:
            return [self._read(text) for text in texts]
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix="encoder")
        return list(self._pool.map(self._read, texts))

    def _read(self, text: str) -> Reading:
        encoding = self._tokenizer.encode(readable(text), add_special_tokens=False)
        ids, offsets = encoding.ids, np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
        size = self.layout.window - 2
        step = size - self.layout.overlap
        starts = [0] if len(ids) <= size else list(range(0, len(ids) - self.layout.overlap, step))
        windows = [self._pass(ids[start : start + size], offsets[start : start + size]) for start in starts]
        return self._decoder.read(text, windows)

    def _pass(self, ids: Sequence[int], offsets: Any) -> Window:
        batch = np.array([[0, *ids, 2]], dtype=np.int64)  # (1, tokens) between <s> and </s>
        text, token = self._session.run(None, {"ids": batch})
        return Window(offsets, text[0], token[0, 1:-1])
