"""reviewreply: judge public reviews claim by claim and draft fair, polite replies in Russian, Bulgarian and English."""

__version__ = "0.1.0"
