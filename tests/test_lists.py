"""Lists are told whole: over several passages, and of long items how each begins."""

from __future__ import annotations

from pathlib import Path

from ingest.embedding.reader import BothReaders
from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.answers import Answered
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.quoting import Thresholds

LONG = " ".join(
    f"The view of ward {n} was heard at length and is set out for members in full below." for n in range(6)
)
ITEMS = ("Market stalls", "Harbour walls", "Seafront shelters")


def told(tmp_path: Path, store: Store, reader: BothReaders, question: str, *, rest: str) -> str:
    items = "\n\n".join(f"- {name}: {rest}" for name in ITEMS)
    text = (
        "# Report to the Harbour Committee\n\n7 March 2022\n\n## Repairs\n\n"
        f"The three matters that repairs on the seafront must settle are:\n\n{items}\n\nOfficers will report in May.\n"
    )
    (tmp_path / "report.md").write_text(text, "utf-8")
    ingest([tmp_path / "report.md"], store)
    # The test's embedder knows words only, so nearness in meaning must not decide what is off the topic.
    engine = Engine(StoreLibrary(store), reader=reader, thresholds=Thresholds(far=0.0, near=0.0))
    answer = engine.ask(question).answer
    assert isinstance(answer, Answered), answer
    return answer.text


QUESTION = "What are the three matters that repairs on the seafront must settle?"


def test_of_long_items_each_ones_beginning_is_told(
    tmp_path: Path, small_store: Store, reader: BothReaders
) -> None:
    answer = told(tmp_path, small_store, reader, QUESTION, rest=LONG)
    assert all(name in answer for name in ITEMS)
    assert answer.count("…") == len(ITEMS)
    assert len(answer.split()) < 160
    assert "report in May" not in answer


def test_short_items_are_told_whole(tmp_path: Path, small_store: Store, reader: BothReaders) -> None:
    answer = told(tmp_path, small_store, reader, QUESTION, rest="mended by the summer of 2023.")
    assert all(f"{name}: mended by the summer of 2023." in answer for name in ITEMS)
    assert "…" not in answer
