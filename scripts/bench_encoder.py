"""Speed and memory of the whole road against the usual stack, on this machine, the same texts, the same run.

    python scripts/bench_encoder.py --tokenizer runs/base            # prints a Markdown table
    python scripts/bench_encoder.py --tokenizer runs/base --json out.json

The usual stack: three text-classification pipelines of transformers on XLM-RoBERTa-base (language, sentiment, type),
as tutorials build it. Its weights are random: they take as long as trained ones. ``--tokenizer`` is a transformers
folder with the XLM-R vocabulary (``scripts/base_encoder.py`` writes one). Every contender runs in a process of its own;
memory is its largest resident size. Times are the best of three passes after a warm-up, since a busy machine only ever
makes a pass slower.

int8 peak: the machine's rate in one large int8 matrix product through the same runtime; the share is what the encoder's
matrix products per second make of it.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import platform
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parent.parent / "models" / "corpus"
TOKENS = 66  # the average review the figures are given for


def texts(count: int) -> list[str]:
    """Reviews of the corpus of about 66 tokens each, in three languages."""
    from tokenizers import Tokenizer

    from reviewreply.models import model_folder

    tokenizer = Tokenizer.from_file(str(model_folder("encoder") / "tokenizer.json"))
    found = []
    for language in ("bg", "en", "ru"):
        lines = (CORPUS / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
        own = [json.loads(line)["text"] for line in lines]
        sized = [text for text, enc in zip(own, tokenizer.encode_batch(own), strict=True) if 50 <= len(enc.ids) <= 82]
        found += sized
    random.Random(5).shuffle(found)
    return (found * (count // len(found) + 1))[:count]


def best(work: Callable[[], Any], passes: int = 3) -> float:
    work()
    times = []
    for _ in range(passes):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def road(count: int) -> dict[str, float]:
    """``analyze`` from texts to verdicts with the shipped models."""
    started = time.perf_counter()
    from reviewreply import Pipeline, Review

    pipeline = Pipeline()
    pipeline.analyze(Review("Доставката закъсня с цяла седмица и никой не се обади."))
    first = time.perf_counter() - started
    reviews = [Review(text) for text in texts(count)]
    seconds = best(lambda: list(pipeline.analyze_stream(reviews)))
    read = best(lambda: pipeline.encoder.read([review.text for review in reviews]))
    tokens = sum(reading.tokens for reading in pipeline.encoder.read([review.text for review in reviews]))
    return {"reviews": count / seconds, "tokens": tokens / seconds, "first": first, "memory": memory(),
            "encoder_tokens": tokens / read}  # fmt: skip


def stack(count: int, tokenizer: str, batch: int) -> dict[str, float]:
    """Three XLM-R-base pipelines at one batch size."""
    import torch
    from transformers import AutoTokenizer, XLMRobertaConfig, XLMRobertaForSequenceClassification, pipeline

    torch.manual_seed(0)
    words = AutoTokenizer.from_pretrained(tokenizer)
    pipes = []
    for labels in (20, 5, 14):
        config = XLMRobertaConfig(vocab_size=250037, num_labels=labels, max_position_embeddings=514, type_vocab_size=1)
        model = XLMRobertaForSequenceClassification(config).eval()
        pipes.append(pipeline("text-classification", model=model, tokenizer=words, device="cpu"))
    chosen = texts(count)

    def work() -> None:
        for pipe in pipes:
            pipe(chosen, batch_size=batch, truncation=True)

    seconds = best(work, passes=2)
    return {"reviews": count / seconds, "memory": memory()}


def detector(count: int) -> dict[str, float]:
    """langdetect alone."""
    import langdetect

    chosen = texts(count)
    seconds = best(lambda: [langdetect.detect(text) for text in chosen])
    return {"reviews": count / seconds, "memory": memory()}


def peak() -> dict[str, float]:
    """int8 multiply-adds per second, in units of 1e9, of a large product on both cores through ONNX Runtime."""
    import numpy as np
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    size = 2048
    weight = numpy_helper.from_array(np.random.default_rng(0).integers(-127, 127, (size, size)).astype(np.int8), "w")
    node = helper.make_node("MatMulInteger", ["x", "w"], ["y"])
    graph = helper.make_graph(
        [node], "peak", [helper.make_tensor_value_info("x", TensorProto.UINT8, [size, size])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [size, size])], [weight],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    x = np.random.default_rng(1).integers(0, 255, (size, size)).astype(np.uint8)
    seconds = best(lambda: session.run(None, {"x": x}), passes=8)
    return {"macs": size**3 / seconds / 1e9}


def memory() -> float:
    """Largest resident size of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alone(function: Callable[..., dict[str, float]], *arguments: Any) -> dict[str, float]:
    """Run in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokenizer", required=True, help="transformers folder with the XLM-R vocabulary")
    parser.add_argument("--reviews", type=int, default=600)
    parser.add_argument("--stack-reviews", type=int, default=48)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    result: dict[str, Any] = {"machine": platform.processor() or platform.machine()}
    result["road"] = alone(road, options.reviews)
    result["langdetect"] = alone(detector, 200)
    result["peak"] = alone(peak)
    for batch in (1, 8, 32):
        result[f"stack_{batch}"] = alone(stack, options.stack_reviews, options.tokenizer, batch)
    better = max(result[f"stack_{batch}"]["reviews"] for batch in (1, 8, 32))
    result["times"] = result["road"]["reviews"] / better
    macs = matrix_macs_per_token()
    result["share_of_peak"] = result["road"]["encoder_tokens"] * macs / (result["peak"]["macs"] * 1e9)
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1), encoding="utf-8")


def matrix_macs_per_token() -> float:
    """Multiply-adds in the linear layers of the shipped encoder, per token."""
    from reviewreply.encoder.layout import read_layout
    from reviewreply.models import model_folder

    layout = read_layout(model_folder("encoder"))
    return float(layout.layers * 12 * layout.hidden**2)


def table(result: dict[str, Any]) -> str:
    lines = ["| what | reviews a second | memory, MB |", "| --- | --- | --- |"]
    own = result["road"]
    lines.append(f"| `analyze`, whole road | {own['reviews']:.0f} | {own['memory']:.0f} |")
    for batch in (1, 8, 32):
        entry = result[f"stack_{batch}"]
        lines.append(f"| three XLM-R-base pipelines, batch {batch} | {entry['reviews']:.2f} | {entry['memory']:.0f} |")
    entry = result["langdetect"]
    lines.append(f"| langdetect alone | {entry['reviews']:.0f} | {entry['memory']:.0f} |")
    lines.append("")
    lines.append(
        f"{own['tokens']:.0f} tokens a second, {result['times']:.0f} times the usual stack at its better batch size; "
        f"first result after {own['first']:.2f} s; the encoder alone {own['encoder_tokens']:.0f} tokens a second, "
        f"{100 * result['share_of_peak']:.0f} % of the int8 rate of one large product "
        f"({result['peak']['macs']:.0f} G multiply-adds a second)."
    )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
