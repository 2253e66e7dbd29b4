"""A shipped int8 model back in torch, for GPUs and as a start for fine-tuning: the same weights, as float."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from reviewreply.encoder.layout import read_layout
from reviewreply.encoder.protocol import Encoder
from reviewreply.errors import MissingExtraError, ModelError


def restore_encoder(folder: Path, device: str) -> Encoder:
    """The model folder behind torch on ``device``.

    Raises ModelError where the device is not there, MissingExtraError without torch, transformers and onnx.
    """
    try:
        import torch
    except ImportError:
        raise MissingExtraError("torch, transformers or onnx", "train") from None
    from reviewreply.training.torch_encoder import TorchEncoder

    if device.startswith("cuda") and not torch.cuda.is_available():
        raise ModelError("No CUDA device is available to torch.", "Use --device cpu, or install a CUDA build of torch.")
    model, tokenizer = restore_model(folder)
    return TorchEncoder(model, tokenizer, read_layout(folder), device)


def restore_model(folder: Path) -> tuple[Any, Any]:
    """The MultiTask model of a model folder, on the processor, and its tokenizer.

    Raises MissingExtraError without torch, transformers and onnx.
    """
    try:
        import onnx
        import torch
        from onnx import numpy_helper
        from tokenizers import Tokenizer
        from transformers import BertConfig, BertModel
    except ImportError:
        raise MissingExtraError("torch, transformers or onnx", "train") from None
    from reviewreply.training.model import MultiTask

    layout = read_layout(folder)
    weights = {w.name: numpy_helper.to_array(w) for w in onnx.load(layout.model).graph.initializer}
    state = torch_state(weights, layout.layers)
    words = state["encoder.embeddings.word_embeddings.weight"]
    config = BertConfig(
        vocab_size=words.shape[0], hidden_size=layout.hidden, num_hidden_layers=layout.layers,
        num_attention_heads=12, intermediate_size=state["encoder.encoder.layer.0.intermediate.dense.bias"].shape[0],
        max_position_embeddings=weights["positions"].shape[0], type_vocab_size=1, layer_norm_eps=1e-12,
        pad_token_id=1,
    )  # fmt: skip
    model = MultiTask(BertModel(config, add_pooling_layer=False))
    model.load_state_dict({name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in state.items()})
    return model, Tokenizer.from_file(str(layout.tokenizer))


def torch_state(weights: dict[str, Any], layers: int) -> dict[str, Any]:
    """The graph's weights under the names of MultiTask's state dict, dequantised."""

    def dense(name: str) -> tuple[Any, Any]:
        values = weights[f"{name}.weight"].astype(np.float32) * weights[f"{name}.scale"]
        return values.T, weights[f"{name}.bias"]

    prefix = "encoder.embeddings."
    state = {
        prefix + "word_embeddings.weight": weights["words"].astype(np.float32) * weights["words.scale"],
        prefix + "position_embeddings.weight": weights["positions"],
        prefix + "token_type_embeddings.weight": np.zeros((1, weights["words"].shape[1]), dtype=np.float32),
        prefix + "LayerNorm.weight": weights["embeddings.gamma"],
        prefix + "LayerNorm.bias": weights["embeddings.beta"],
    }
    for layer in range(layers):
        place = f"encoder.encoder.layer.{layer}."
        weight, bias = dense(f"{layer}.attention")
        for part, w, b in zip(("query", "key", "value"), np.split(weight, 3), np.split(bias, 3), strict=True):
            state[f"{place}attention.self.{part}.weight"] = w
            state[f"{place}attention.self.{part}.bias"] = b
        for name in ("attention.output.dense", "intermediate.dense", "output.dense"):
            state[f"{place}{name}.weight"], state[f"{place}{name}.bias"] = dense(f"{layer}.{name}")
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            state[f"{place}{name}.weight"] = weights[f"{layer}.{name}.gamma"]
            state[f"{place}{name}.bias"] = weights[f"{layer}.{name}.beta"]
    for name, parts in (("text", ("text_head",)), ("token", ("token_head", "hint_head"))):
        weight = np.concatenate([weights[f"{part}.weight"] for part in parts], axis=1)
        state[f"{name}_head.weight"] = weight.T
        state[f"{name}_head.bias"] = np.concatenate([weights[f"{part}.bias"] for part in parts])
        state[f"{name}_scale"] = np.stack([np.zeros(len(weight)), np.ones(len(weight))])
    return state
