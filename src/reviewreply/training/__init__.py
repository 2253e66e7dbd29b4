"""Corpora, multi-task training, evaluation, export."""
