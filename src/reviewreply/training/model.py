"""The multi-task encoder: one transformer, one linear layer for the text, one for its tokens.

Text heads read the mean and the maximum of the last hidden states; token heads read every state. Types and signals are
told by a few words of a text, so their logits are the text head's plus the highest ``hint`` of any token.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from reviewreply.training.examples import MATTERS, PARTIES, SIGNALS, TYPES, VERDICTS

TEXT_HEADS = {
    "stars": 5, "complaint": 1, "types": len(TYPES), "signals": len(SIGNALS), "verdict": len(VERDICTS), "score": 1,
}  # fmt: skip
HINTS = len(TYPES) + len(SIGNALS)
TOKEN_HEADS = {
    "claim": 3, "claim_type": len(TYPES), "party": len(PARTIES), "signal": len(SIGNALS), "matter": len(MATTERS),
    "hint": HINTS,
}  # fmt: skip
"""``claim`` is outside, begin, inside; ``claim_type``, ``party``, ``matter`` are exclusive labels; ``signal`` has one
logit per signal, ``hint`` one per type and signal."""


class MultiTask(nn.Module):
    """``forward(ids, mask)`` with shapes (batch, tokens) gives every head's logits."""

    text_scale: torch.Tensor
    token_scale: torch.Tensor

    def __init__(self, encoder: Any, dropout: float = 0.1) -> None:
        super().__init__()
        hidden = encoder.config.hidden_size
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.text_head = nn.Linear(2 * hidden, sum(TEXT_HEADS.values()))
        self.token_head = nn.Linear(hidden, sum(TOKEN_HEADS.values()))
        self.register_buffer("text_scale", torch.stack([torch.zeros(2 * hidden), torch.ones(2 * hidden)]))
        self.register_buffer("token_scale", torch.stack([torch.zeros(hidden), torch.ones(hidden)]))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> dict[str, torch.Tensor]:
        """Logits: text heads (batch, n), token heads (batch, tokens, n); ``hidden`` (batch, tokens, hidden)."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        text = self.text_head(self.dropout(scaled(pooled(hidden, mask), self.text_scale)))
        token = self.token_head(self.dropout(scaled(hidden, self.token_scale)))
        return joined(text, token, mask) | {"hidden": hidden}


def joined(text: torch.Tensor, token: torch.Tensor, mask: torch.Tensor) -> dict[str, torch.Tensor]:
    """Logits by head from both linear layers: (batch, n) and, with the prefix ``token_``, (batch, tokens, n)."""
    of_text, of_token = split_heads(text, TEXT_HEADS), split_heads(token, TOKEN_HEADS)
    hint = of_token.pop("hint").masked_fill(mask.unsqueeze(-1) == 0, -1e4).amax(1)
    of_text["types"] = of_text["types"] + hint[:, : len(TYPES)]
    of_text["signals"] = of_text["signals"] + hint[:, len(TYPES) :]
    return of_text | {f"token_{name}": value for name, value in of_token.items()}


def pooled(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Mean and maximum over the tokens of each text, (batch, 2 * hidden)."""
    keep = mask.unsqueeze(-1).float()
    mean = (hidden * keep).sum(1) / keep.sum(1).clamp(min=1)
    return torch.cat([mean, hidden.masked_fill(keep == 0, -1e4).amax(1)], dim=-1)


def scaled(features: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    """Features less their mean, by their deviation; ``scale`` holds both, (2, features).

    States of sentence encoders share a large constant part. Taken out, the heads learn in minutes, not hours.
    """
    return (features - scale[0]) / scale[1]


def split_heads(logits: torch.Tensor, heads: dict[str, int]) -> dict[str, torch.Tensor]:
    parts = torch.split(logits, list(heads.values()), dim=-1)
    return dict(zip(heads, parts, strict=True))


def truncate(encoder: Any, layers: int) -> Any:
    """Keep the first ``layers`` transformer layers of a BERT-like encoder.

    The first ones fit together; leaving out every other one was measured to cost more than leaving out the last.
    """
    if layers < len(encoder.encoder.layer):
        encoder.encoder.layer = encoder.encoder.layer[:layers]
        encoder.config.num_hidden_layers = layers
    return encoder
