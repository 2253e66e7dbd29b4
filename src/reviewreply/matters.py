"""What exactly a claim is about: finer than its complaint type, named alike in all languages (``matters.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def matters() -> tuple[str, ...]:
    """The ids, such as ``delivery.late``, in the order in which the encoder's head has them."""
    table = tomllib.loads(resources.files("reviewreply").joinpath("matters.toml").read_text("utf-8"))
    return tuple(f"{type}.{name}" for type, names in table.items() if isinstance(names, dict) for name in names)
