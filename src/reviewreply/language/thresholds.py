"""The numbers and words of ``thresholds.toml``, read when first used."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Thresholds:
    """See the comments in ``thresholds.toml``; probabilities and shares are 0 to 1."""

    version: int
    settle_below: float
    batch_share: float
    batch_texts: int
    second_opinion: float
    second_opinion_letters: int
    second_opinion_sure: float
    name_vote: float
    borrowed: frozenset[str]


@cache
def thresholds() -> Thresholds:
    """The thresholds that came with the package."""
    values = tomllib.loads(files(__package__).joinpath("thresholds.toml").read_text(encoding="utf-8"))
    return Thresholds(**{**values, "borrowed": frozenset(values["borrowed"])})
