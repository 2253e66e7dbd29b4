"""Text tools: sentences, offsets, numbers, dates, amounts, personal data, Latin script."""
