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


@cache
def default_weights() -> Weights:
    """The shipped weights."""
    return Weights(**_sections(tomllib.loads(_shipped())))


def load_weights(path: str | Path) -> Weights:
    """A business's own weights: keys that are left out keep the shipped value.

    Raises BusinessFileError on a file that cannot be read, an unknown key, or what is no number of at least 0.
    """
    try:
        given = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BusinessFileError(f"{path}: {error.strerror or 'cannot be opened'}.", "Give a weights file.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BusinessFileError(f"{path} is not valid TOML: {error}.", "Look at that line.") from error
    merged = _sections(tomllib.loads(_shipped()))
    for section, table in given.items():
        if section == "version":
            continue
        if not isinstance(table, Mapping) or section not in merged:
            raise BusinessFileError(f"{path}: there is no section [{section}].", _near(section, merged))
        for key, value in table.items():
            _checked(str(path), section, key, value, merged[section])
        merged[section] = {**merged[section], **{key: float(value) for key, value in table.items()}}
    return Weights(**merged)


def _checked(path: str, section: str, key: str, value: object, known: Table) -> None:
    if key not in known:
        raise BusinessFileError(f'{path}: [{section}] has no key "{key}".', _near(key, known))
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise BusinessFileError(f'{path}: [{section}], key "{key}" has to be a number of at least 0.', "Correct it.")


def _near(word: str, known: Mapping[str, Any]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f'Did you mean "{near[0]}"?' if near else f"Known: {', '.join(known)}."


def _shipped() -> str:
    return (files(__package__) / "weights.toml").read_text(encoding="utf-8")


def _sections(raw: Mapping[str, Any]) -> dict[str, Table]:
    return {name: {k: float(v) for k, v in table.items()} for name, table in raw.items() if isinstance(table, Mapping)}
