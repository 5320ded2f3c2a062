"""A reranker: a model that reads question and passage together. None is needed; the door to sentence-transformers' own."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from ingest.embedding.embedder import Vectors
from ingest.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker(Protocol):
    """What retrieval needs of a reranker."""

    def scores(self, question: str, passages: Sequence[str]) -> Vectors:
        """Score how well each passage answers the question: float32 of shape (len(passages),), higher is better."""


class CrossEncoderReranker:
    """A CrossEncoder of sentence-transformers by folder or hub name; loaded when first used."""

    def __init__(self, model: str) -> None:
        self._name = model
        self._loaded: CrossEncoder | None = None
        self._lock = threading.Lock()  # the tokenizer refuses a second thread while it works

    def scores(self, question: str, passages: Sequence[str]) -> Vectors:
        """Score passages in batches.

        Raises:
            ModelError: the model cannot be loaded, or gives more than one score for a passage.

        """
        if not passages:
            return np.zeros(0, dtype=np.float32)
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            found: Any = self._loaded.predict([(question, p) for p in passages], show_progress_bar=False)
        scores = np.asarray(found, dtype=np.float32)
        if scores.shape != (len(passages),):
            raise ModelError(
                f"The reranker {self._name} gives {scores.shape[-1]} scores for each passage and not one. Name a "
                "CrossEncoder made for ranking."
            )
        return scores

    def _load(self) -> CrossEncoder:
        folder = Path(self._name).expanduser()
        if folder.is_dir():
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import CrossEncoder

        try:
            return CrossEncoder(
                str(folder if folder.is_dir() else self._name), device="cpu", trust_remote_code=False
            )
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelError(
                f"The reranker {self._name} cannot be loaded ({error}). Give the folder of a sentence-transformers "
                "CrossEncoder, or a hub name on a machine that reaches the hub; or leave the setting `reranker` empty."
            ) from error
