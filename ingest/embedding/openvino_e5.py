"""The default embedding model: multilingual-e5-small through OpenVINO, from a folder that `make install` builds.

The network (BertModel, mean pooling, unit length) is converted once, from the folder that ingest/embedding/e5.py
writes. Its vectors' cosine with torch's is above 0.99999.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ingest.embedding.embedder import Vectors
from ingest.embedding.openvino_network import Network, save

NAME = "multilingual-e5-small"
_BATCH = 16  # passages; more gains nothing on two cores, and pads more
_MOST_TOKENS = 512  # what the model reads


def default_folder() -> Path:
    """Give the folder in which `make install` builds the model: in the environment that runs this."""
    return Path(sys.prefix) / "models" / NAME


def encoder_of(folder: Path) -> Any:
    """Load the network of a sentence-transformers folder, in float32."""
    import torch
    from transformers import AutoModel
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()  # what it says of the unused pooler tells a user nothing
    transformers_logging.disable_progress_bar()
    return AutoModel.from_pretrained(folder, dtype=torch.float32).eval()


def convert(folder: Path) -> None:
    """Convert the sentence-transformers folder's network to OpenVINO's form, beside it, and note the hashes."""
    import torch

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

    save(Pooled(encoder_of(folder)), folder)


class OpenVinoE5:
    """An embedder over a converted folder; loaded when first used. E5 wants "query: " and "passage: " before its texts."""

    def __init__(self, folder: Path | None = None) -> None:
        self._network = Network(folder or default_folder(), what=NAME, most_tokens=_MOST_TOKENS)

    @property
    def fingerprint(self) -> str:
        """Name and the hash of the weights.

        Raises:
            ModelError: the model is not there, or a file of it is not as it was built.

        """
        return f"{NAME}:{self._network.weights}"

    def passages(self, texts: Sequence[str], *, done: Callable[[int], None] | None = None) -> Vectors:
        """Embed passages in batches of like length; `done` hears how many more are finished."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        out: Vectors | None = None
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors = self._network([f"passage: {texts[i]}" for i in batch])
            if out is None:
                out = np.zeros((len(texts), vectors.shape[1]), dtype=np.float32)
            out[batch] = vectors
            if done:
                done(len(batch))
        return out if out is not None else np.zeros((0, 0), dtype=np.float32)

    def query(self, text: str) -> Vectors:
        """Embed one question."""
        vector: Vectors = self._network([f"query: {text}"])[0]
        return vector

    def load(self) -> None:
        """Load the model now, so that the first question does not wait for it."""
        self._network(["ready"])
