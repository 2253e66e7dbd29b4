"""Where the shipped models lie: inside the installed package, else in the checkout."""

from __future__ import annotations

from pathlib import Path

from .errors import ModelError

_PACKAGE = Path(__file__).resolve().parent


def model_folder(name: str) -> Path:
    """Folder of the shipped model ``name`` (``language``, ``encoder``).

    The wheel carries the models as ``reviewreply/_models/NAME``; a checkout has them in ``models/NAME``.
    Errors: ``ModelError`` when neither is there.
    """
    places = (_PACKAGE / "_models" / name, _PACKAGE.parents[1] / "models" / name)
    for place in places:
        if place.is_dir():
            return place
    raise ModelError(
        f"The model '{name}' was expected in {' or '.join(str(place) for place in places)}; neither folder is there.",
        "Install reviewreply again, or give the folder of the model.",
    )
