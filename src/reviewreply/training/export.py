"""A trained model as one int8 ONNX file that ONNX Runtime runs without anything else.

Weights of the linear layers are int8 per output channel, activations int8 scaled per text at run time; embeddings are
int8 per row. The graph is written node by node with ONNX Runtime's fused operators, so that nothing depends on what an
exporter happens to trace.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviewreply.encoder.layout import FORMAT, sha256
from reviewreply.training.examples import MATTERS, PARTIES, SIGNALS, TYPES, VERDICTS
from reviewreply.training.model import HINTS, TEXT_HEADS

Array = NDArray[np.float32]
CONTRIB = "com.microsoft"


class Graph:
    """Nodes and weights of a graph under construction."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def weight(self, values: Any, name: str) -> str:
        from onnx import numpy_helper

        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind: str, inputs: list[str], outputs: int = 1, domain: str = "", **attributes: Any) -> list[str]:
        from onnx import helper

        index = len(self.nodes)
        names = [f"{kind}_{index}_{k}" for k in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, name=f"{kind}_{index}", domain=domain, **attributes))
        return names

    def one(self, kind: str, inputs: list[str], domain: str = "", **attributes: Any) -> str:
        return self.node(kind, inputs, 1, domain, **attributes)[0]


def per_channel(weight: Array, axis: int) -> tuple[NDArray[np.int8], Array]:
    """int8 values and float scales, one scale along every other axis."""
    scale = np.maximum(np.abs(weight).max(axis=axis, keepdims=True), 1e-9) / 127
    return np.round(weight / scale).astype(np.int8), np.squeeze(scale, axis).astype(np.float32)


def linear(graph: Graph, x: str, weight: Array, bias: Array, name: str) -> str:
    """``x @ weight + bias`` with int8 weights; weight (inputs, outputs)."""
    values, scale = per_channel(weight, 0)
    inputs = [x, graph.weight(values, f"{name}.weight"), graph.weight(scale, f"{name}.scale"), "",
              graph.weight(bias, f"{name}.bias")]  # fmt: skip
    return graph.one("DynamicQuantizeMatMul", inputs, CONTRIB)


def build_graph(state: dict[str, Array], layers: int, heads: int, epsilon: float) -> Any:
    """The ONNX model of a MultiTask state dict: input ``ids`` (batch, tokens), outputs ``text``, ``token``."""
    from onnx import TensorProto, helper

    graph = Graph()
    x = _embeddings(graph, state, epsilon)
    for layer in range(layers):
        x = _layer(graph, x, state, layer, heads, epsilon)
    axis = graph.weight(np.array([1], dtype=np.int64), "axis")
    pooled = graph.one(
        "Concat",
        [graph.one("ReduceMean", [x, axis], keepdims=0), graph.one("ReduceMax", [x, axis], keepdims=0)],
        axis=-1,
    )
    heads_of = {name: _head(state, name) for name in ("text", "token")}
    weight, bias = heads_of["token"]
    hints = graph.one(
        "ReduceMax", [_affine(graph, x, weight[:, -HINTS:], bias[-HINTS:], "hint_head"), axis], keepdims=0
    )
    first = TEXT_HEADS["stars"] + TEXT_HEADS["complaint"]
    place = np.eye(HINTS, sum(TEXT_HEADS.values()), first, dtype=np.float32)  # types and signals lie side by side
    hints = graph.one("MatMul", [hints, graph.weight(place, "hint_place")])
    text = _affine(graph, pooled, *heads_of["text"], "text_head")
    graph.nodes.append(helper.make_node("Add", [text, hints], ["text"]))
    token = _affine(graph, x, weight[:, :-HINTS], bias[:-HINTS], "token_head")
    graph.nodes.append(helper.make_node("Identity", [token], ["token"]))
    body = helper.make_graph(
        graph.nodes, "reviewreply",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "tokens"])],
        [helper.make_tensor_value_info("text", TensorProto.FLOAT, ["batch", "text_logits"]),
         helper.make_tensor_value_info("token", TensorProto.FLOAT, ["batch", "tokens", "token_logits"])],
        graph.weights,
    )  # fmt: skip
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=9, producer_name="reviewreply")


def _head(state: dict[str, Array], name: str) -> tuple[Array, Array]:
    """Weight (inputs, outputs) and bias of a head, the scaling of its features folded in."""
    mean, deviation = state[f"{name}_scale"]
    weight = state[f"{name}_head.weight"] / deviation
    return weight.T, state[f"{name}_head.bias"] - weight @ mean


def _affine(graph: Graph, x: str, weight: Array, bias: Array, name: str) -> str:
    """``x @ weight + bias`` in float."""
    product = graph.one("MatMul", [x, graph.weight(weight, f"{name}.weight")])
    return graph.one("Add", [product, graph.weight(bias, f"{name}.bias")])


def _embeddings(graph: Graph, state: dict[str, Array], epsilon: float) -> str:
    prefix = "encoder.embeddings."
    values, scale = per_channel(state[prefix + "word_embeddings.weight"], 1)
    table = graph.weight(values, "words")
    scales = graph.weight(scale[:, None], "words.scale")
    words = graph.one("Cast", [graph.one("Gather", [table, "ids"])], to=1)
    words = graph.one("Mul", [words, graph.one("Gather", [scales, "ids"])])
    places = state[prefix + "position_embeddings.weight"] + state[prefix + "token_type_embeddings.weight"][0]
    shape = graph.one("Shape", ["ids"], start=1, end=2)
    zero = graph.weight(np.array([0], dtype=np.int64), "zero")
    position = graph.one("Slice", [graph.weight(places.astype(np.float32), "positions"), zero, shape, zero])
    gamma = graph.weight(state[prefix + "LayerNorm.weight"], "embeddings.gamma")
    beta = graph.weight(state[prefix + "LayerNorm.bias"], "embeddings.beta")
    return graph.one("LayerNormalization", [graph.one("Add", [words, position]), gamma, beta], axis=-1, epsilon=epsilon)


def _layer(graph: Graph, x: str, state: dict[str, Array], layer: int, heads: int, epsilon: float) -> str:
    prefix = f"encoder.encoder.layer.{layer}."
    parts = [prefix + f"attention.self.{part}." for part in ("query", "key", "value")]
    weight = np.concatenate([state[part + "weight"].T for part in parts], axis=1)
    bias = np.concatenate([state[part + "bias"] for part in parts])
    query, key, value = graph.node(
        "Split", [linear(graph, x, weight, bias, f"{layer}.attention")], 3, axis=-1, num_outputs=3
    )
    mixed = graph.one("MultiHeadAttention", [query, key, value], CONTRIB, num_heads=heads)

    def dense(source: str, name: str) -> str:
        return linear(
            graph, source, state[f"{prefix}{name}.weight"].T, state[f"{prefix}{name}.bias"], f"{layer}.{name}"
        )

    def norm(source: str, skip: str, name: str) -> str:
        gamma = graph.weight(state[f"{prefix}{name}.weight"], f"{layer}.{name}.gamma")
        beta = graph.weight(state[f"{prefix}{name}.bias"], f"{layer}.{name}.beta")
        return graph.one("SkipLayerNormalization", [source, skip, gamma, beta], CONTRIB, epsilon=epsilon)

    x = norm(dense(mixed, "attention.output.dense"), x, "attention.output.LayerNorm")
    inner = graph.one("Gelu", [dense(x, "intermediate.dense")], CONTRIB)
    return norm(dense(inner, "output.dense"), x, "output.LayerNorm")


def export(
    model: Any, tokenizer: Any, folder: Path, version: str, window: int = 256, overlap: int = 32,
    calibration: dict[str, Any] | None = None, thresholds: dict[str, float] | None = None,
) -> None:  # fmt: skip
    """Write ``model.onnx``, ``tokenizer.json`` and ``model.json``; each file whole or not at all."""
    config = model.encoder.config
    state = {name: value.detach().float().cpu().numpy() for name, value in model.state_dict().items()}
    folder.mkdir(parents=True, exist_ok=True)
    onnx_model = build_graph(state, config.num_hidden_layers, config.num_attention_heads, config.layer_norm_eps)
    _write(folder / "model.onnx", onnx_model.SerializeToString())
    _write(
        folder / "tokenizer.json",
        json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":")).encode(),
    )
    describe(folder, version, config.num_hidden_layers, config.hidden_size, window, overlap, calibration, thresholds)


def describe(
    folder: Path, version: str, layers: int, hidden: int, window: int, overlap: int,
    calibration: dict[str, Any] | None, thresholds: dict[str, float] | None,
) -> None:  # fmt: skip
    """Write ``model.json``. Without calibration every head is taken as it is."""
    plain = {"slope": 1.0, "intercept": 0.0}
    neutral = {"stars": {"temperature": 1.0}, "verdict": {"temperature": 1.0}, "complaint": plain, "types": plain,
               "signals": plain, "score": plain}  # fmt: skip
    data = {
        "format": FORMAT, "version": version, "layers": layers, "hidden": hidden, "window": window,
        "overlap": overlap,
        "labels": {"types": TYPES, "parties": PARTIES, "signals": SIGNALS, "verdicts": VERDICTS,
                   "matters": MATTERS},
        "calibration": calibration or neutral, "thresholds": thresholds or {},
        "sha256": {name: sha256(folder / name) for name in ("model.onnx", "tokenizer.json")},
    }  # fmt: skip
    _write(folder / "model.json", json.dumps(data, indent=1, ensure_ascii=False).encode())


def _write(path: Path, content: bytes) -> None:
    part = path.with_suffix(path.suffix + ".part")
    part.write_bytes(content)
    part.replace(path)
