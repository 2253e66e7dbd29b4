"""``python -m reviewreply`` is the command line."""

from __future__ import annotations

from reviewreply.cli.main import main

main()
