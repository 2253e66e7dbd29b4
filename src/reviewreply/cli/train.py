"""``reviewreply train`` and ``reviewreply evaluate``: for researchers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("train")
@click.option("-o", "--out", type=FOLDER, required=True, help="Run folder: settings, history, weights, metrics, plots.")
@click.option(
    "--base",
    default="intfloat/multilingual-e5-small",
    show_default=True,
    help="Encoder to start from: a folder, a name on the Hugging Face Hub (downloaded), or a trained model folder.",
)
@click.option(
    "--corpus", type=click.Path(path_type=Path), help="Annotated .jsonl file or folder; the shipped one else."
)
@click.option("--data", type=FOLDER, envvar="REVIEWREPLY_DATA", help="Folder of public data sets; none else.")
@click.option("--teacher", type=FOLDER, help="Run folder of a larger model to distil from (same base and vocabulary).")
@click.option("--layers", type=click.IntRange(1, 48), default=6, show_default=True, help="First layers kept.")
@click.option("--vocabulary", type=click.IntRange(2000), default=36000, show_default=True, help="Pieces kept.")
@click.option("--public", type=click.IntRange(0), default=8000, show_default=True, help="Public examples drawn.")
@click.option("--epochs", type=click.FloatRange(0.1), default=4.0, show_default=True)
@click.option("--lr", type=click.FloatRange(0, min_open=True), default=8e-5, show_default=True, help="Learning rate.")
@click.option("--tokens", type=click.IntRange(128), default=1280, show_default=True, help="Tokens per step.")
@click.option("--seed", type=int, default=7, show_default=True)
@click.option("--device", default="auto", show_default=True, help="auto, cpu, cuda, cuda:1 …")
@click.option("--model-version", "version", default="own", show_default=True, help="Name the model carries.")
@click.option("--minutes", type=click.FloatRange(0), default=0.0, help="Stop after so many minutes (0: no limit).")
def train_command(corpus: Path | None, **values: Any) -> None:
    """Train an encoder for every label of the guide, export it as int8 ONNX and evaluate it.

    A run that was interrupted goes on when the same command is given again. The model lands in OUT/model; use it with
    `reviewreply analyze --model OUT/model`.
    """
    from reviewreply.models import model_folder
    from reviewreply.training.run import Run, train

    folder = train(Run(corpus=corpus or model_folder("corpus"), **values))
    click.echo(str(folder))


@click.command("evaluate")
@click.option(
    "--model", "models", type=FOLDER, multiple=True, help="Model folder; twice to compare. The shipped one else."
)
@click.option(
    "--corpus", type=click.Path(path_type=Path), help="Annotated .jsonl file or folder; the shipped one else."
)
@click.option("--part", default="test", show_default=True, help="Part of the corpus, or all.")
@click.option("-o", "--out", type=FOLDER, help="Folder for metrics.json, metrics.md and plots (needs the extra train).")
@click.option("--weights", type=click.Path(path_type=Path), help="Own weights of the judgement: what do they change?")
@click.option("--json", "as_json", is_flag=True, help="Metrics as JSON.")
@click.option("--device", default="cpu", show_default=True)
def evaluate_command(
    models: tuple[Path, ...], corpus: Path | None, part: str, out: Path | None, weights: Path | None, as_json: bool,
    device: str,
) -> None:  # fmt: skip
    """Measure a model on annotated reviews: tables per language and source with 95 % intervals.

    With two models the second table is followed by the differences, with intervals over the same resampled texts. With
    --weights, verdicts of the whole judgement (text only, no facts) stand beside those with the shipped weights.
    """
    from reviewreply.encoder import load_encoder
    from reviewreply.errors import TrainingError
    from reviewreply.models import model_folder
    from reviewreply.training.corpus import read_corpus
    from reviewreply.training.evaluate import compare, read_all, report, table, write_report

    examples = list(read_corpus(corpus or model_folder("corpus"), None if part == "all" else part))
    if not examples:
        raise TrainingError(f"The corpus has no part {part!r}.", "Parts are train, dev, test, or all.")
    results, read = [], []
    for folder in models or (None,):
        encoder = load_encoder(folder, device)
        rows = read_all(encoder, examples)
        result = report(rows, encoder.thresholds)
        results.append(result)
        read.append((rows, encoder.thresholds))
        if not as_json:
            click.echo(f"model {encoder.version}\n\n{table(result)}\n")
        if out is not None:
            from reviewreply.training.plots import plot_report

            place = out if len(models) < 2 else out / str(len(results))
            write_report(result, place)
            plot_report(rows, result, place)
    if weights is not None:
        from reviewreply.justify import load_weights
        from reviewreply.training.judged import judged_metrics, judged_table

        verdicts = judged_metrics(*read[0], {"shipped": None, weights.name: load_weights(weights)})
        results[0]["judged"] = verdicts
        if not as_json:
            click.echo(judged_table(verdicts))
    if len(read) == 2 and not as_json:
        click.echo(compare(read[0], read[1]))
    if as_json:
        click.echo(json.dumps(results[0] if len(results) == 1 else results))
