"""Which language a review is in: Russian, Bulgarian, English, another one, or none that could be told."""

from __future__ import annotations

from .detector import LanguageDetector
from .fallback import reply_language, settle

__all__ = ["LanguageDetector", "reply_language", "settle"]
