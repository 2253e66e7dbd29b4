"""Mixed precision where the machine has it, and only there."""

from __future__ import annotations

from typing import Any

import torch


def mixed(device: str) -> Any:
    """A context in which matrix products run in bfloat16, if ``device`` multiplies it natively.

    A processor without AVX-512 BF16 or AMX imitates bfloat16, three times slower than plain floats.
    """
    kind = device.split(":")[0]
    return torch.autocast(kind, dtype=torch.bfloat16, enabled=kind != "cpu" or _native_bf16())


def _native_bf16() -> bool:
    asked = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    return any(bool(getattr(torch.cpu, name, bool)()) for name in asked)
