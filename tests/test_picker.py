"""What is picked to be quoted: how much of it the readers read, and that nothing is read twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from ingest.embedding.embedder import Vectors
from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.embedding.reader import BothReaders
from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.picker import Picker
from rag.picking import half_found, pooled, similarity_with

_PONDS = ("Ash", "Birch", "Cedar", "Dell", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper", "Kelp", "Lime", "Moss",
    "Nettle", "Oak", "Pine", "Quince", "Reed", "Sedge", "Thorn", "Ulex", "Vetch", "Willow", "Yew")  # fmt: skip
REPORT = """# Ponds Committee

Report to: Ponds Committee

Date: 25 November 2025

Subject: Ponds, quarter 2

## 1. Ponds

""" + "\n\n".join(f"The pond at {name} Lane was dredged and its ponds officer thanked." for name in _PONDS)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: OpenVinoE5, reader: BothReaders) -> Engine:
    folder = tmp_path_factory.mktemp("picker")
    (folder / "papers").mkdir()
    (folder / "papers" / "report.md").write_text(REPORT)
    store = Store(folder / "data", embedder)
    ingest([folder / "papers"], store)
    return Engine(StoreLibrary(store), reader=reader)


def test_more_is_looked_at_where_the_reader_half_finds_an_answer() -> None:
    scores = [3.0 - n / 20 for n in range(60)]
    assert pooled(scores) == 18
    assert pooled(scores, more=True) == 40
    assert pooled([3.0, 2.0, 1.5, 0.5, 0.0]) == 2
    assert pooled([3.0, 2.0, 1.5, 0.5, 0.0], more=True) == 4


@pytest.mark.parametrize(("best", "half"), [(3.1, False), (0.4, True), (-3.9, True), (-6.0, False)])
def test_an_answer_is_half_found_between_found_and_not_there(best: float, half: bool) -> None:
    assert half_found(np.array([best, best - 1.0, -9.0], dtype=np.float32)) is half


def test_what_was_picked_once_is_not_read_again(engine: Engine, reader: BothReaders) -> None:
    question = "Which pond was dredged?"
    query, vector = engine.understood(question)
    _, hits = engine.retrieve(question, limit=30)
    read: list[str] = []

    def reading(texts: Sequence[str]) -> Vectors:
        read.extend(texts)
        return reader.scores(question, texts)

    pick = Picker(similarity_with(vector, engine.library.store.embedder.passages), reading)
    first = pick(query, hits)
    assert first
    assert 0 < len(read) <= 18
    seen = len(read)
    again = pick(query, hits)
    assert again == first
    assert len(read) == seen
    again.clear()
    assert pick(query, hits) == first
