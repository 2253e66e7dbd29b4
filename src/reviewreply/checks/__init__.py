"""One file per family of checks on a draft."""
