from __future__ import annotations

import pytest

from reviewreply.language import LanguageDetector


@pytest.fixture(scope="session")
def detector() -> LanguageDetector:
    return LanguageDetector.load()
