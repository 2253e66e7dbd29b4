"""Heads fitted on a frozen encoder: before fine-tuning, so that it starts from sensible heads, and after it.

Fine-tuning from random heads distorts the encoder first and learns later (Kumar et al., "Fine-Tuning can Distort
Pretrained Features", 2022). Fitting the heads alone takes a minute: states are computed once.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import torch

from reviewreply.training.batches import Encoded, batches, collate
from reviewreply.training.losses import multitask_loss
from reviewreply.training.model import HINTS, TOKEN_HEADS, joined, pooled, scaled
from reviewreply.training.precision import mixed

PAD = 1


def fit_heads(
    model: Any, rows: Sequence[Encoded], development: Sequence[Encoded], device: str = "cpu", epochs: int = 30,
    lr: float = 2e-3, decay: float = 0.05, rescale: bool = True,
) -> float:  # fmt: skip
    """Fit both heads of ``model`` on its present states; keeps the heads with the least development loss.

    ``rescale`` measures the features' mean and deviation anew (start from new heads then). Returns that loss.
    """
    train = states(model, rows, device)
    held_out = states(model, development, device)
    if rescale:
        _measure(model, train)
        for head in (model.text_head, model.token_head):
            torch.nn.init.zeros_(head.weight)
            torch.nn.init.zeros_(head.bias)
        torch.nn.init.normal_(model.token_head.weight.data[-HINTS:], std=0.02)  # equal hints would share one maximum
    parameters = [*model.text_head.parameters(), *model.token_head.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=lr, weight_decay=decay)
    best, kept = _loss(model, held_out), _heads(model)
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = lr * (1 - epoch / epochs)
        for index in torch.randperm(len(train)).tolist():
            parts = multitask_loss(_logits(model, train[index], True), train[index])
            optimizer.zero_grad()
            torch.stack(list(parts.values())).sum().backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        now = _loss(model, held_out)
        if now < best:
            best, kept = now, _heads(model)
    model.text_head.load_state_dict(kept[0])
    model.token_head.load_state_dict(kept[1])
    return best


def fit_matters(
    model: Any, rows: Sequence[Encoded], development: Sequence[Encoded], device: str = "cpu", epochs: int = 40,
    lr: float = 3e-3, decay: float = 0.1,
) -> float:  # fmt: skip
    """Fit the matter part of the token head anew, on the mean state of every claim; keeps the best of all epochs.

    Two hundred labels learn too slowly beside the other heads. Returns the share of development claims that are right.
    """
    features, target = _claims(model, rows, device)
    held_features, held_target = _claims(model, development, device)
    if not len(target) or not len(held_target):
        return float("nan")
    head = torch.nn.Linear(features.shape[1], TOKEN_HEADS["matter"])
    torch.nn.init.zeros_(head.weight)
    torch.nn.init.zeros_(head.bias)
    optimizer = torch.optim.AdamW(head.parameters(), lr=lr, weight_decay=decay)
    best, kept = -1.0, copy.deepcopy(head.state_dict())
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = lr * (1 - epoch / epochs)
        for chosen in torch.split(torch.randperm(len(target)), 256):
            drawn = torch.nn.functional.dropout(features[chosen], 0.1)
            loss = torch.nn.functional.cross_entropy(head(drawn), target[chosen], label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        with torch.no_grad():
            right = float((head(held_features).argmax(-1) == held_target).float().mean())
        if right > best:
            best, kept = right, copy.deepcopy(head.state_dict())
    first = sum(size for name, size in TOKEN_HEADS.items() if name not in ("matter", "hint"))
    with torch.no_grad():
        model.token_head.weight[first : first + TOKEN_HEADS["matter"]] = kept["weight"].to(device)
        model.token_head.bias[first : first + TOKEN_HEADS["matter"]] = kept["bias"].to(device)
    return best


def _claims(model: Any, rows: Sequence[Encoded], device: str) -> tuple[torch.Tensor, torch.Tensor]:
    """The mean scaled state of every claim that has a matter, (claims, hidden), and its matter."""
    features, target = [], []
    known = [row for row in rows if row.matter and any(label >= 0 for label in row.matter)]
    for batch in states(model, known, device):
        hidden = scaled(batch["hidden"].float(), model.token_scale)
        for state, begun, matter in zip(hidden, batch["claim"], batch["matter"], strict=True):
            claim = (begun == 1).cumsum(0) * (begun > 0)
            for number in range(1, int(claim.max()) + 1):
                inside = claim == number
                if inside.any() and int(matter[inside][0]) >= 0:
                    features.append(state[inside].mean(0).cpu())
                    target.append(int(matter[inside][0]))
    return (torch.stack(features) if features else torch.zeros(0, 1)), torch.tensor(target)


def states(model: Any, rows: Sequence[Encoded], device: str, tokens: int = 4096) -> list[dict[str, torch.Tensor]]:
    """Batches with their ``hidden`` states, computed once without dropout."""
    from tqdm import tqdm

    model.eval()
    found = []
    groups = list(batches(rows, tokens, 0))
    for group in tqdm(groups, desc="states", unit="batch", disable=None):
        batch = {key: value.to(device) for key, value in collate(group, PAD).items()}
        with torch.no_grad(), mixed(device):
            hidden = model.encoder(input_ids=batch["ids"], attention_mask=batch["mask"]).last_hidden_state
        batch["hidden"] = hidden.to(torch.bfloat16)
        batch["pooled"] = pooled(hidden.float(), batch["mask"])
        found.append(batch)
    return found


def _measure(model: Any, train: Sequence[dict[str, torch.Tensor]]) -> None:
    text = torch.cat([batch["pooled"] for batch in train])
    token = torch.cat([batch["hidden"][batch["mask"] == 1].float() for batch in train])
    for buffer, features in ((model.text_scale, text), (model.token_scale, token)):
        buffer.copy_(torch.stack([features.mean(0), features.std(0).clamp(min=1e-3)]))


def _logits(model: Any, batch: dict[str, torch.Tensor], dropout: bool) -> dict[str, torch.Tensor]:
    text, token = scaled(batch["pooled"], model.text_scale), scaled(batch["hidden"].float(), model.token_scale)
    if dropout:
        text, token = (torch.nn.functional.dropout(features, 0.2) for features in (text, token))
    return joined(model.text_head(text), model.token_head(token), batch["mask"])


def _loss(model: Any, held_out: Sequence[dict[str, torch.Tensor]]) -> float:
    with torch.no_grad():
        losses = [
            torch.stack(list(multitask_loss(_logits(model, batch, False), batch).values())).sum() for batch in held_out
        ]
    return float(torch.stack(losses).mean())


def _heads(model: Any) -> tuple[Any, Any]:
    return copy.deepcopy(model.text_head.state_dict()), copy.deepcopy(model.token_head.state_dict())
