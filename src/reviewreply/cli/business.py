"""The business.toml of a command line."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from reviewreply.cli.console import Console

if TYPE_CHECKING:
    from reviewreply.business import Business

_SHOWN = 5


def read_business(path: Path, console: Console) -> Business:
    """The business, its warnings said once. Raises BusinessFileError."""
    from reviewreply.business import load_business

    business = load_business(path)
    for warning in business.warnings[:_SHOWN]:
        console.say(f"{path.name}: {warning}")
    if len(business.warnings) > _SHOWN:
        console.say(f"{path.name}: {len(business.warnings) - _SHOWN} more notes; see reviewreply check.")
    return business


def fingerprint(path: Path | None) -> str:
    """What the file says, as one number, so that a resumed run can tell whether it changed."""
    return sha256(path.read_bytes()).hexdigest() if path is not None else "none"
