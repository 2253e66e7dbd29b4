"""The classifier behind one protocol: texts in, readings out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewreply.encoder.protocol import Encoder

__all__ = ["load_encoder"]


def load_encoder(folder: str | Path | None = None, device: str = "cpu") -> Encoder:
    """The encoder of a model folder; without one, the shipped encoder.

    ``device`` ``cpu`` runs on ONNX Runtime; ``cuda`` (or ``cuda:1`` …) runs the same weights with torch.
    Raises ModelError where the folder is incomplete, MissingExtraError where torch is asked for and missing.
    """
    from reviewreply.models import model_folder

    place = Path(folder) if folder is not None else model_folder("encoder")
    if device == "cpu":
        from reviewreply.encoder.onnx_encoder import OnnxEncoder

        return OnnxEncoder(place)
    from reviewreply.training.restore import restore_encoder

    return restore_encoder(place, device)
