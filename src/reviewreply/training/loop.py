"""The training loop: seeded, resumable, early stopping, mixed precision where the machine has it."""

from __future__ import annotations

import json
import math
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F

from reviewreply.training.batches import Encoded, batches, collate
from reviewreply.training.losses import multitask_loss
from reviewreply.training.quick import RememberedTeacher, quicken

PAD = 1
DISTIL = {"stars": 1.0, "complaint": 1.0, "types": 1.0, "signals": 1.0, "verdict": 1.0, "score": 1.0,
          "token_claim": 1.0, "token_claim_type": 0.5, "token_party": 0.3, "token_signal": 1.0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run needs to be repeated."""

    epochs: float = 4.0
    lr: float = 6e-5
    head_lr: float = 5e-4
    warmup: float = 0.08
    decay: float = 0.01
    tokens: int = 1536
    """Tokens per step, padding included."""
    limit: int = 256
    seed: int = 7
    patience: int = 2
    """Evaluations without a better development score before stopping."""
    freeze_embeddings: bool = True
    device: str = "cpu"
    minutes: float = 0.0
    """Stop after so many minutes (0: no limit)."""


def seed_everything(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def optimizer_for(model: Any, settings: Settings) -> torch.optim.Optimizer:
    heads = [p for name, p in model.named_parameters() if "_head" in name]
    body = [p for name, p in model.named_parameters() if "_head" not in name and p.requires_grad]
    return torch.optim.AdamW(
        [{"params": body, "lr": settings.lr}, {"params": heads, "lr": settings.head_lr}],
        weight_decay=settings.decay,
        fused=True,
    )


def fit(
    model: Any,
    rows: Sequence[Encoded],
    settings: Settings,
    folder: Path,
    score: Callable[[Any], dict[str, float]] | None = None,
    teacher: Any = None,
) -> list[dict[str, Any]]:
    """Train ``model`` in place; keep the best state in ``folder/best.pt`` and the last in ``folder/last.pt``.

    ``score`` returns development metrics with the key ``score`` (higher is better). A folder with ``last.pt`` of the
    same settings is resumed at the epoch it had reached. Returns the history, also written to ``history.jsonl``.
    """
    seed_everything(settings.seed)
    folder.mkdir(parents=True, exist_ok=True)
    model.to(settings.device)
    if settings.freeze_embeddings:
        model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    if settings.device == "cpu":
        quicken(model, settings.seed)
    optimizer = optimizer_for(model, settings)
    per_epoch = sum(1 for _ in batches(rows, settings.tokens, settings.seed))
    total = max(1, math.ceil(per_epoch * settings.epochs))
    warm = max(1, int(total * settings.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (total - step) / max(1, total - warm)))
    )
    teacher = None if teacher is None else RememberedTeacher(teacher)
    state = _resume(folder, model, optimizer, schedule, settings)
    history: list[dict[str, Any]] = state["history"]
    before: dict[str, torch.Tensor] = {}
    started = time.monotonic()
    for epoch in range(state["epoch"], math.ceil(settings.epochs)):
        if epoch > 0:
            before = {name: value.detach().clone() for name, value in model.state_dict().items()}
        losses = _epoch(model, rows, settings, epoch, optimizer, schedule, total, teacher, started)
        entry: dict[str, Any] = {"epoch": epoch + 1, "losses": losses, "seconds": round(time.monotonic() - started)}
        if score is not None:
            entry["dev"] = score(model)
        history.append(entry)
        print(json.dumps(entry), file=sys.stderr, flush=True)
        better = score is None or entry["dev"]["score"] > state["best"]
        if better:
            state["best"], state["waited"] = entry.get("dev", {}).get("score", 0.0), 0
            _save(model.state_dict(), folder / "best.pt")
        else:
            state["waited"] += 1
        state |= {"epoch": epoch + 1}
        _save(
            {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(),
             "settings": asdict(settings), "progress": json.dumps(state)}, folder / "last.pt",
        )  # fmt: skip
        (folder / "history.jsonl").write_text("".join(json.dumps(e) + "\n" for e in history), encoding="utf-8")
        out_of_time = settings.minutes and time.monotonic() - started > 60 * settings.minutes
        if state["waited"] >= settings.patience or out_of_time:
            break
    if score is not None and before:
        _average(model, before, score, state, folder)
    model.load_state_dict(torch.load(folder / "best.pt", weights_only=True, map_location=settings.device))
    return history


def _average(
    model: Any, before: dict[str, torch.Tensor], score: Callable[[Any], dict[str, float]], state: dict[str, Any],
    folder: Path,
) -> None:  # fmt: skip
    """Try the mean of the weights after the last two epochs; keep it as the best where it scores higher."""
    after = model.state_dict()
    mean = {name: (value + before[name]) / 2 if value.is_floating_point() else value for name, value in after.items()}
    model.load_state_dict(mean)
    entry: dict[str, Any] = {"averaged": [state["epoch"] - 1, state["epoch"]], "dev": score(model)}
    print(json.dumps(entry), file=sys.stderr, flush=True)
    if entry["dev"]["score"] > state["best"]:
        _save(mean, folder / "best.pt")
    with (folder / "history.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")


def _epoch(
    model: Any, rows: Sequence[Encoded], settings: Settings, epoch: int, optimizer: Any, schedule: Any, total: int,
    teacher: Any, started: float,
) -> dict[str, float]:  # fmt: skip
    from tqdm import tqdm

    model.train()
    sums: dict[str, float] = defaultdict(float)
    steps = 0
    order = list(batches(rows, settings.tokens, settings.seed + epoch))
    for group in tqdm(order, desc=f"epoch {epoch + 1}", unit="step", disable=not sys.stderr.isatty()):
        if schedule.last_epoch >= total or (settings.minutes and time.monotonic() - started > 60 * settings.minutes):
            break
        batch = {key: value.to(settings.device) for key, value in collate(group, PAD).items()}
        with torch.autocast(settings.device.split(":")[0], dtype=torch.bfloat16):
            logits = model(batch["ids"], batch["mask"])
            taught = _teach(teacher, batch)
        parts = multitask_loss({key: value.float() for key, value in logits.items()}, batch)
        if taught is not None:
            parts |= distil_loss(logits, taught, batch["mask"])
        loss = torch.stack(list(parts.values())).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        steps += 1
        for name, value in parts.items():
            sums[name] += value.item()
    return {name: round(value / max(1, steps), 4) for name, value in sums.items()}


def _teach(teacher: Any, batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor] | None:
    if teacher is None:
        return None
    with torch.no_grad():
        logits: dict[str, torch.Tensor] = teacher(batch["ids"], batch["mask"])
    return logits


def distil_loss(
    student: dict[str, torch.Tensor], teacher: dict[str, torch.Tensor], mask: torch.Tensor
) -> dict[str, torch.Tensor]:
    """Distance of the student's logits and last hidden states from the teacher's, per head."""
    parts = {}
    keep = mask.unsqueeze(-1).float()
    for name, weight in DISTIL.items():
        mine, theirs = student[name].float(), teacher[name].float()
        if name in ("stars", "verdict", "token_claim", "token_claim_type", "token_party"):
            loss = F.kl_div(mine.log_softmax(-1), theirs.softmax(-1), reduction="none").sum(-1, keepdim=True)
        else:
            loss = F.binary_cross_entropy_with_logits(mine, theirs.sigmoid(), reduction="none").sum(-1, keepdim=True)
        if name.startswith("token_"):
            parts[f"soft_{name}"] = weight * (loss * keep).sum() / keep.sum()
        else:
            parts[f"soft_{name}"] = weight * loss.mean()
    distance = ((student["hidden"].float() - teacher["hidden"].float()) ** 2).mean(-1, keepdim=True)
    parts["soft_hidden"] = 1.0 * (distance * keep).sum() / keep.sum()
    return parts


def _resume(folder: Path, model: Any, optimizer: Any, schedule: Any, settings: Settings) -> dict[str, Any]:
    fresh: dict[str, Any] = {"epoch": 0, "best": -1.0, "waited": 0, "history": []}
    last = folder / "last.pt"
    if not last.exists():
        return fresh
    saved = torch.load(last, weights_only=True, map_location=settings.device)
    if saved["settings"] != asdict(settings):
        return fresh
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    schedule.load_state_dict(saved["schedule"])
    progress: dict[str, Any] = json.loads(saved["progress"])
    return progress


def _save(state: Any, path: Path) -> None:
    """Write whole or not at all."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)
