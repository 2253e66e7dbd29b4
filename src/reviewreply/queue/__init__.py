"""The moderation store."""
