"""One tree of errors, each with its remedy and its exit code.

ReviewReplyError            1   anything the program can explain
├── BusinessFileError       1   business.toml: unknown key, wrong value, missing text
├── InputError              1   a file, an encoding, a column, a record that cannot be used
├── OutputError             1   no place to write to, wrong format, nothing to resume
├── ModelError              1   a model folder incomplete, mismatched or of another version
├── MissingExtraError       1   an optional library is not installed
├── StoreError              1   the moderation store
└── TrainingError           1   corpora and runs

A customer's text never goes into a message.
"""

from __future__ import annotations


class ReviewReplyError(Exception):
    """What went wrong, and what to do about it.

    Parameters
    ----------
    message: what was expected, what came, and where.
    remedy: one sentence telling the user what to do.
    """

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class BusinessFileError(ReviewReplyError):
    """business.toml cannot be used as it stands."""


class InputError(ReviewReplyError):
    """A file or a record that came in cannot be used."""


class OutputError(ReviewReplyError):
    """The result cannot be written there or in that form."""


class ModelError(ReviewReplyError):
    """A model folder is incomplete, damaged or of another version."""


class StoreError(ReviewReplyError):
    """The moderation store refused."""


class TrainingError(ReviewReplyError):
    """A corpus or a training run cannot be used."""


class MissingExtraError(ReviewReplyError):
    """An optional library is missing; the remedy names the extra that brings it."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"{library} is not installed.", f'Install it with: pip install "reviewreply[{extra}]"')
