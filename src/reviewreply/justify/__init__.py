"""How far the customer is right: claims, signals, facts, verdict, score."""

from __future__ import annotations

from reviewreply.justify.batch import Batch
from reviewreply.justify.judge import Hearing, hear, judge
from reviewreply.justify.weights import Weights, default_weights, load_weights

__all__ = ["Batch", "Hearing", "Weights", "default_weights", "hear", "judge", "load_weights"]
