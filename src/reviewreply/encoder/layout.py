"""What a model folder holds, and loading it whole or not at all.

``model.json`` names the format, the version, the labels of every head, calibration, thresholds, and the SHA-256 of the
two other files, ``model.onnx`` and ``tokenizer.json``. No pickle, no code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from reviewreply.errors import ModelError
from reviewreply.matters import matters
from reviewreply.record import ComplaintType, Party, SignalName, Verdict

FORMAT = 3
FILES = ("model.onnx", "tokenizer.json")


@dataclass(frozen=True, slots=True)
class Layout:
    """A model folder that was found complete. ``calibration`` per head, see ``decode.py``."""

    folder: Path
    version: str
    layers: int
    hidden: int
    window: int
    overlap: int
    types: tuple[str, ...]
    parties: tuple[str, ...]
    signals: tuple[str, ...]
    verdicts: tuple[str, ...]
    matters: tuple[str, ...]
    calibration: Mapping[str, Any]
    thresholds: Mapping[str, float]

    @property
    def model(self) -> Path:
        return self.folder / "model.onnx"

    @property
    def tokenizer(self) -> Path:
        return self.folder / "tokenizer.json"


def read_layout(folder: Path) -> Layout:
    """Read and verify a model folder.

    Raises ModelError where a file is missing, differs from its recorded hash, or labels are not the guide's.
    """
    remedy = "Install the package again, or give --model a folder written by `reviewreply train`."
    card = folder / "model.json"
    if not card.is_file():
        raise ModelError(f"No model.json in {folder}.", remedy)
    try:
        data = json.loads(card.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise ModelError(f"{card}: model format {data['format']}, this version reads {FORMAT}.", remedy)
        layout = Layout(
            folder=folder, version=data["version"], layers=data["layers"], hidden=data["hidden"],
            window=data["window"], overlap=data["overlap"], types=tuple(data["labels"]["types"]),
            parties=tuple(data["labels"]["parties"]), signals=tuple(data["labels"]["signals"]),
            verdicts=tuple(data["labels"]["verdicts"]), matters=tuple(data["labels"]["matters"]),
            calibration=data["calibration"], thresholds=data["thresholds"],
        )  # fmt: skip
        hashes = data["sha256"]
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ModelError(f"{card} is not a model description ({error}).", remedy) from None
    for name in FILES:
        if not (folder / name).is_file():
            raise ModelError(f"{folder} lacks {name}.", remedy)
        if sha256(folder / name) != hashes.get(name):
            raise ModelError(f"{folder / name} is not the file that model.json describes.", remedy)
    for given, known in (
        (layout.types, get_args(ComplaintType)), (layout.parties, get_args(Party)),
        (layout.signals, get_args(SignalName)), (layout.verdicts, get_args(Verdict)), (layout.matters, matters()),
    ):  # fmt: skip
        if unknown := set(given) - set(known):
            raise ModelError(f"{card}: unknown labels {sorted(unknown)}.", remedy)
    return layout


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
