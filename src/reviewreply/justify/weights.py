"""The numbers that weigh claims, facts and signals, read from ``weights.toml`` or a business's own copy of it."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from reviewreply.errors import BusinessFileError

Table = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """One table of numbers per section of ``weights.toml``, where each is explained."""

    bands: Table
    claim: Table
    review: Table
    confidence: Table
    batch: Table
    signals: Table
    text: Table
    complaint: Table
    leaning: Mapping[str, Table]


@cache
def default_weights() -> Weights:
    """The shipped weights."""
    return _weights(_shipped())


def load_weights(path: str | Path) -> Weights:
    """A business's own weights: keys that are left out keep the shipped value.

    Raises BusinessFileError on a file that cannot be read, an unknown key, or what is no number of at least 0 (only
    the tables ``leaning`` and ``complaint`` may go below).
    """
    try:
        given = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BusinessFileError(f"{path}: {error.strerror or 'cannot be opened'}.", "Give a weights file.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BusinessFileError(f"{path} is not valid TOML: {error}.", "Look at that line.") from error
    return _weights(_merged(str(path), given, _shipped(), ""))


def _merged(path: str, given: Mapping[str, Any], shipped: Mapping[str, Any], place: str) -> dict[str, Any]:
    """The shipped tables with what is given in their place. Raises BusinessFileError on what is not known."""
    merged = dict(shipped)
    for key, value in given.items():
        name = f"{place}.{key}".lstrip(".")
        if key not in shipped:
            raise BusinessFileError(f"{path}: there is no {name}.", _near(key, shipped))
        if isinstance(shipped[key], Mapping):
            if not isinstance(value, Mapping):
                raise BusinessFileError(f"{path}: {name} has to be a table.", f"Write [{name}] and keys under it.")
            merged[key] = _merged(path, value, shipped[key], name)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            raise BusinessFileError(f"{path}: {name} has to be a number.", "Correct it.")
        elif value < 0 and not name.startswith(("leaning", "complaint")):
            raise BusinessFileError(f"{path}: {name} has to be a number of at least 0.", "Correct it.")
        else:
            merged[key] = value
    return merged


def _near(word: str, known: Mapping[str, Any]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f'Did you mean "{near[0]}"?' if near else f"Known: {', '.join(known)}."


@cache
def _shipped() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "weights.toml").read_text(encoding="utf-8"))


def _weights(raw: Mapping[str, Any]) -> Weights:
    return Weights(**{name: table for name, table in raw.items() if isinstance(table, Mapping)})
