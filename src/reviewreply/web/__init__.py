"""The HTTP service and its page: ``create_app`` gives an ASGI application."""

from __future__ import annotations

from reviewreply.web.app import create_app
from reviewreply.web.settings import Settings

__all__ = ["Settings", "create_app"]
