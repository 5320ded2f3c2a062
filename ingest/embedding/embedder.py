"""What an embedding model is to ingest and retrieval, and the door to sentence-transformers for any that is chosen.

The default model has a door of its own, ingest/embedding/openvino_e5.py. Nothing is downloaded unless a hub name is set.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np
import numpy.typing as npt

from ingest.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """What ingest and retrieval need of an embedding model."""

    @property
    def fingerprint(self) -> str:
        """Name, dimension and content hash in one string; an index made with another is refused."""

    def passages(self, texts: Sequence[str], *, done: Callable[[int], None] | None = None) -> Vectors:
        """Embed passages: float32 of shape (len(texts), dimension), each row of length 1."""

    def query(self, text: str) -> Vectors:
        """Embed one question: float32 of shape (dimension,), of length 1."""


def file_sha256(path: Path) -> str:
    """Hash a file without reading it whole into memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _weights(folder: Path) -> Path | None:
    return next((p for n in ("model.safetensors", "pytorch_model.bin") if (p := folder / n).exists()), None)


class SentenceTransformerEmbedder:
    """An embedding model by folder or hub name; loaded when first used."""

    def __init__(self, model: str, *, query_prefix: str = "", passage_prefix: str = "") -> None:
        self._model_name = model
        self._prefixes = (query_prefix, passage_prefix)
        self._loaded: SentenceTransformer | None = None
        self._fingerprint: str | None = None
        self._lock = threading.Lock()  # the tokenizer refuses a second thread while it works

    @property
    def fingerprint(self) -> str:
        """Name, prefixes and the hash of the weights (for a hub name: the name alone)."""
        if self._fingerprint is None:
            folder = self._folder()
            if folder is None:
                digest = "hub"
            else:
                weights = _weights(folder)
                digest = file_sha256(weights)[:16] if weights else "no-weights"
            name = Path(self._model_name).name
            self._fingerprint = f"{name}:{digest}:{'|'.join(self._prefixes)}".rstrip(":|")
        return self._fingerprint

    def passages(self, texts: Sequence[str], *, done: Callable[[int], None] | None = None) -> Vectors:
        """Embed passages in batches of like length; `done` hears how many more are finished."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        out: Vectors | None = None
        for start in range(0, len(order), 32):
            batch = order[start : start + 32]
            vectors = self._encode([self._prefixes[1] + texts[i] for i in batch])
            if out is None:
                out = np.zeros((len(texts), vectors.shape[1]), dtype=np.float32)
            out[batch] = vectors
            if done:
                done(len(batch))
        return out if out is not None else np.zeros((0, 0), dtype=np.float32)

    def query(self, text: str) -> Vectors:
        """Embed one question."""
        return cast("Vectors", self._encode([self._prefixes[0] + text])[0])

    def load(self) -> None:
        """Load the model now, so that the first question does not wait for it."""
        self._encode(["ready"])

    def _folder(self) -> Path | None:
        folder = Path(self._model_name).expanduser()
        return folder if folder.is_dir() else None

    def _encode(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            vectors: Any = self._loaded.encode(
                list(texts),
                batch_size=32,
                normalize_embeddings=True,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        return np.asarray(vectors, dtype=np.float32)

    def _load(self) -> SentenceTransformer:
        folder = self._folder()
        if folder is not None:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.set_verbosity_error()  # its load report says nothing that a user can act on
        transformers_logging.disable_progress_bar()
        try:
            return SentenceTransformer(
                str(folder or self._model_name),
                device="cpu",
                trust_remote_code=False,
                model_kwargs={"dtype": "float32"},
            )
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelError(
                f"The embedding model {self._model_name} cannot be loaded ({error}). Give the folder of a "
                "sentence-transformers model, or a hub name on a machine that reaches the hub."
            ) from error
