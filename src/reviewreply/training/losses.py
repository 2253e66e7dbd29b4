"""One loss per head; a head whose label is unknown adds nothing."""

from __future__ import annotations

import torch
from torch.nn import functional as F

from reviewreply.training.batches import IGNORE

WEIGHTS = {
    "stars": 1.0, "order": 0.3, "complaint": 0.6, "types": 1.2, "signals": 1.0, "verdict": 0.7, "score": 0.7,
    "claim": 1.2, "claim_type": 0.5, "party": 0.3, "matter": 0.5, "signal": 0.5,
}  # fmt: skip


def multitask_loss(logits: dict[str, torch.Tensor], batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Loss per head, each a scalar, already weighted."""
    weight = batch["weight"].unsqueeze(-1)
    parts = {
        "stars": star_loss(logits["stars"], batch["stars"], batch["known_stars"] * weight),
        "order": order_loss(logits["stars"], batch["stars"], batch["known_stars"] * weight),
        "complaint": known_bce(logits["complaint"], batch["complaint"], batch["known_complaint"] * weight),
        "types": known_bce(logits["types"], batch["types"], batch["known_types"] * weight) * 6,
        "signals": known_bce(logits["signals"], batch["signals"], batch["known_signals"] * weight) * 6,
        "verdict": class_loss(logits["verdict"], batch["verdict"]),
        "score": known_bce(logits["score"], batch["score"], batch["known_score"]),
        "claim": class_loss(logits["token_claim"], batch["claim"]),
        "claim_type": class_loss(logits["token_claim_type"], batch["claim_type"]),
        "party": class_loss(logits["token_party"], batch["party"]),
        "matter": class_loss(logits["token_matter"], batch["matter"]),
        "signal": token_bce(logits["token_signal"], batch["signal"], batch["mask"], batch["known_signals"]),
    }
    return {name: value * WEIGHTS[name] for name, value in parts.items()}


def star_loss(logits: torch.Tensor, admissible: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Minus the log of the probability given to any admissible star."""
    log_probability = F.log_softmax(logits, dim=-1)
    inside = torch.where(admissible > 0, log_probability, torch.full_like(log_probability, -1e4))
    return weighted(-torch.logsumexp(inside, dim=-1, keepdim=True), weight)


def order_loss(logits: torch.Tensor, admissible: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Distance of the expected star from the nearest admissible one: a 1 taken for a 5 costs more than for a 2."""
    stars = torch.arange(1, 6, device=logits.device, dtype=logits.dtype)
    expected = (logits.softmax(-1) * stars).sum(-1, keepdim=True)
    low = torch.where(admissible > 0, stars, torch.full_like(admissible, 9)).amin(-1, keepdim=True)
    high = torch.where(admissible > 0, stars, torch.full_like(admissible, -9)).amax(-1, keepdim=True)
    return weighted((low - expected).clamp(min=0) + (expected - high).clamp(min=0), weight)


def known_bce(logits: torch.Tensor, target: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    return weighted(F.binary_cross_entropy_with_logits(logits, target, reduction="none").mean(-1, keepdim=True), weight)


def class_loss(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if (target != IGNORE).sum() == 0:
        return logits.sum() * 0.0
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), target.reshape(-1), ignore_index=IGNORE)


def token_bce(logits: torch.Tensor, target: torch.Tensor, mask: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
    losses = F.binary_cross_entropy_with_logits(logits, target, reduction="none").sum(-1)  # (batch, tokens)
    return weighted(losses, mask.float() * known)


def weighted(losses: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    return (losses * weight).sum() / weight.sum().clamp(min=1.0)
