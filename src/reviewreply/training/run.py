"""A whole training run: base, vocabulary, data, fitting, calibration, export, report, plots — in one folder.

settings.json  what the run was started with
history.jsonl  losses and development metrics per epoch;  curves.png the same as a plot
best.pt, last.pt  weights (best on the development part; where to resume)
model/         the int8 ONNX model folder that ``reviewreply --model`` takes
metrics.json, metrics.md, *.png  evaluation of the exported model on the test part
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from reviewreply.errors import MissingExtraError, TrainingError
from reviewreply.training.augment import augment
from reviewreply.training.corpus import read_corpus
from reviewreply.training.examples import Example
from reviewreply.training.public import read_public


@dataclass(frozen=True, slots=True)
class Run:
    """What ``reviewreply train`` takes. ``public`` caps the public examples drawn per run (0: none)."""

    out: Path
    base: str
    corpus: Path
    data: Path | None = None
    teacher: Path | None = None
    layers: int = 6
    vocabulary: int = 36000
    public: int = 8000
    epochs: float = 4.0
    lr: float = 8e-5
    tokens: int = 1280
    seed: int = 7
    device: str = "auto"
    version: str = "own"
    minutes: float = 0.0


def train(run: Run) -> Path:
    """Train, export and evaluate; returns the model folder. A run that was cut off continues where it stopped."""
    torch = _torch()
    from reviewreply.training.batches import encode
    from reviewreply.training.loop import Settings, fit
    from reviewreply.training.probe import fit_heads, fit_matters

    run.out.mkdir(parents=True, exist_ok=True)
    _remember(run)
    device = ("cuda" if torch.cuda.is_available() else "cpu") if run.device == "auto" else run.device
    own = list(read_corpus(run.corpus, "train"))
    development = list(read_corpus(run.corpus, "dev"))
    if not own or not development:
        raise TrainingError(f"{run.corpus} has no train or no dev part.", 'Give each line a "split".')
    test_texts = {_plain(e.text) for split in ("dev", "test") for e in read_corpus(run.corpus, split)}
    public = _public(run, test_texts)
    teacher = load_teacher(run.teacher, device) if run.teacher else None
    model, tokenizer = pupil(run, teacher) if teacher else load_base(run, [*own, *public], device)
    rows = encode(tokenizer, augment(own, run.seed), 224)
    rows += encode(tokenizer, [replace(example, weight=example.weight / 2) for example in public], 128)
    if teacher is None and not is_model(run.base) and not (run.out / "last.pt").exists():
        print("fitting the heads first, on the encoder as it is", file=sys.stderr)
        fit_heads(model, rows, encode(tokenizer, development, 224), device, epochs=8)
    print(f"training on {len(rows)} texts, {sum(len(row.ids) for row in rows)} tokens, {device}", file=sys.stderr)
    settings = Settings(
        epochs=run.epochs, lr=run.lr, tokens=run.tokens, seed=run.seed, device=device, minutes=run.minutes
    )
    history = fit(model, rows, settings, run.out, _scorer(development, tokenizer, device), teacher)
    fit_matters(model, rows, encode(tokenizer, development, 224), device)
    return finish(run, model, tokenizer, development, history, device)


def finish(
    run: Run, model: Any, tokenizer: Any, development: Sequence[Example], history: Sequence[dict[str, Any]], device: str
) -> Path:
    """Calibrate, export and evaluate a trained model."""
    from reviewreply.encoder.onnx_encoder import OnnxEncoder
    from reviewreply.training.evaluate import read_all, report, table, write_report
    from reviewreply.training.export import export
    from reviewreply.training.fitted import fit_calibration
    from reviewreply.training.plots import plot_history, plot_report

    calibration, thresholds = fit_calibration(model, tokenizer, development, device)
    folder = run.out / "model"
    export(model, tokenizer, folder, run.version, calibration=calibration, thresholds=thresholds)
    encoder = OnnxEncoder(folder)
    held_out = list(read_corpus(run.corpus, "test")) or list(development)
    rows = read_all(encoder, held_out)
    result = report(rows, encoder.thresholds)
    write_report(result, run.out)
    plot_history(history, run.out / "curves.png")
    plot_report(rows, result, run.out)
    print(table(result), file=sys.stderr)
    return folder


def is_model(base: str) -> bool:
    """Whether ``base`` is a model folder of this project, such as ``models/encoder``, to be trained further."""
    return (Path(base) / "model.json").is_file()


def load_base(run: Run, examples: Sequence[Example], device: str) -> tuple[Any, Any]:
    """The base encoder with heads and a pruned vocabulary. Downloads only when ``base`` is a name from the Hub.

    A model folder of this project keeps its heads, its vocabulary and its depth (or fewer layers).
    """
    torch = _torch()
    from reviewreply.training.model import MultiTask, truncate

    if is_model(run.base):
        from reviewreply.training.restore import restore_model

        restored, tokenizer = restore_model(Path(run.base))
        truncate(restored.encoder, run.layers)
        return restored.to(device), tokenizer
    from transformers import AutoModel, AutoTokenizer, BertModel

    from reviewreply.training.vocabulary import count_pieces, prune_tokenizer

    torch.manual_seed(run.seed)
    saved = run.out / "vocabulary.json"
    tokenizer = AutoTokenizer.from_pretrained(run.base).backend_tokenizer
    tokenizer.no_padding()
    tokenizer.no_truncation()
    local = Path(run.base).is_dir()
    encoder = (
        BertModel.from_pretrained(run.base, add_pooling_layer=False) if local else AutoModel.from_pretrained(run.base)
    )
    if not hasattr(encoder, "embeddings") or not hasattr(encoder, "encoder"):
        raise TrainingError(f"{run.base} is not a BERT-like encoder.", "Use a BERT, XLM-R or E5 encoder as the base.")
    if not saved.exists():
        pruned, kept = prune_tokenizer(
            tokenizer, count_pieces(tokenizer, _vocabulary_texts(run, examples)), run.vocabulary
        )
        pruned.save(str(run.out / "tokenizer.json"))
        saved.write_text(json.dumps(kept))
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(run.out / "tokenizer.json"))
    kept = json.loads(saved.read_text())
    words = encoder.embeddings.word_embeddings.weight.data[torch.tensor(kept)].clone()
    encoder.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(words, freeze=True, padding_idx=1)
    encoder.config.vocab_size = len(kept)
    return MultiTask(truncate(encoder, run.layers)).to(device), tokenizer


def load_teacher(folder: Path, device: str) -> Any:
    """A trained run of the same base and vocabulary, for distillation."""
    torch = _torch()
    from transformers import BertConfig, BertModel

    from reviewreply.training.model import MultiTask

    state = torch.load(folder / "best.pt", weights_only=True, map_location="cpu")
    words = state["encoder.embeddings.word_embeddings.weight"]
    layers = 1 + max(int(name.split(".")[3]) for name in state if name.startswith("encoder.encoder.layer."))
    inner = state["encoder.encoder.layer.0.intermediate.dense.weight"].shape[0]
    config = BertConfig(
        vocab_size=words.shape[0], hidden_size=words.shape[1], num_hidden_layers=layers, num_attention_heads=12,
        intermediate_size=inner, layer_norm_eps=1e-12, pad_token_id=1,
        max_position_embeddings=state["encoder.embeddings.position_embeddings.weight"].shape[0],
        type_vocab_size=state["encoder.embeddings.token_type_embeddings.weight"].shape[0],
    )  # fmt: skip
    model = MultiTask(BertModel(config, add_pooling_layer=False))
    model.load_state_dict(state)
    return model.to(device).eval()


def pupil(run: Run, teacher: Any) -> tuple[Any, Any]:
    """A smaller model to distil into: the teacher's first ``run.layers`` layers, its heads and its tokenizer."""
    from copy import deepcopy

    from tokenizers import Tokenizer

    from reviewreply.training.model import truncate

    assert run.teacher is not None
    layers = teacher.encoder.config.num_hidden_layers
    if layers <= run.layers:
        raise TrainingError(f"The teacher has {layers} layers.", "Give --layers a smaller number.")
    model = deepcopy(teacher)
    truncate(model.encoder, run.layers)
    return model, Tokenizer.from_file(str(run.teacher / "tokenizer.json"))


def _vocabulary_texts(run: Run, examples: Sequence[Example]) -> list[str]:
    """Texts that decide which pieces stay: own ones count five times, public ones once."""
    texts = [example.text for example in examples for _ in range(5 if example.source == "written" else 1)]
    if run.data:
        texts += [example.text for example in read_public(run.data)]
    return texts


def _public(run: Run, held_out: set[str]) -> list[Example]:
    if run.data is None or run.public == 0:
        return []
    found = [example for example in read_public(run.data) if _plain(example.text) not in held_out]
    if not found:
        raise TrainingError(f"No public data set found below {run.data}.", "See docs/training.md for their origins.")
    random.Random(run.seed).shuffle(found)
    return found[: run.public]


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _scorer(development: Sequence[Example], tokenizer: Any, device: str) -> Any:
    from reviewreply.training.evaluate import development_score, read_all
    from reviewreply.training.fitted import plain_layout
    from reviewreply.training.torch_encoder import TorchEncoder

    def score(model: Any) -> dict[str, float]:
        encoder = TorchEncoder(model, tokenizer, plain_layout(), device)
        return development_score(read_all(encoder, development), encoder.thresholds)

    return score


def _remember(run: Run) -> None:
    """Settings are written once; a folder of other settings is refused rather than mixed."""
    path = run.out / "settings.json"
    settings = {name: str(value) if isinstance(value, Path) else value for name, value in asdict(run).items()}
    if path.exists() and json.loads(path.read_text(encoding="utf-8")) != settings:
        raise TrainingError(f"{run.out} holds a run with other settings.", "Give another --out, or the same options.")
    path.write_text(json.dumps(settings, indent=1), encoding="utf-8")


def _torch() -> Any:
    try:
        import torch
        import transformers  # noqa: F401
    except ImportError:
        raise MissingExtraError("torch or transformers", "train") from None
    return torch
