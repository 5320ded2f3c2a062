"""The embedding model: the real one, its verification, and other models by path."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from ingest import embedding
from ingest.embedding import SentenceTransformerEmbedder, packaged_minilm
from ingest.errors import ModelError

pytestmark = pytest.mark.model


def test_vectors_are_unit_length_and_near_when_meanings_are(embedder: SentenceTransformerEmbedder) -> None:
    texts = [
        "Rents will rise by four per cent.",
        "Tenants will pay 4% more.",
        "The park was planted with oaks.",
    ]
    vectors = embedder.passages(texts)
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_order_of_passages_is_kept_whatever_their_length(embedder: SentenceTransformerEmbedder) -> None:
    texts = ["long words " * 60, "short", "middling words " * 9]
    told: list[int] = []
    together = embedder.passages(texts, done=told.append)
    assert sum(told) == 3
    for text, vector in zip(texts, together, strict=True):
        assert vector @ embedder.passages([text])[0] > 0.999


def test_altered_weights_of_the_default_model_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(packaged_minilm(), folder, ignore=shutil.ignore_patterns("*.safetensors"))
    (folder / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr(embedding, "packaged_minilm", lambda: folder)
    with pytest.raises(ModelError, match="not the official file"):
        SentenceTransformerEmbedder().query("anything")


def test_another_model_is_taken_by_path_and_has_another_fingerprint(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(packaged_minilm(), folder)
    mine = SentenceTransformerEmbedder(str(folder), query_prefix="query: ", passage_prefix="passage: ")
    assert mine.query("rents").shape == (384,)
    assert mine.fingerprint != SentenceTransformerEmbedder().fingerprint


def test_a_model_that_is_not_there_is_an_error_that_says_what_to_give(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="Give the folder"):
        SentenceTransformerEmbedder("nobody/no-such-model").query("anything")
