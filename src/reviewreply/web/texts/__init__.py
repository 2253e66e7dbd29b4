"""The words of the page, one file per language."""
