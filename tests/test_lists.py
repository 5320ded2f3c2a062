"""Lists are told whole: over several passages, and of long items how each begins."""

from __future__ import annotations

from pathlib import Path

from ingest.embedding.reader import BothReaders
from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.answers import Answered
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.thresholds import Thresholds

LONG = " ".join(
    f"The view of ward {n} was heard at length and is set out for members in full below." for n in range(6)
)
ITEMS = ("Market stalls", "Harbour walls", "Seafront shelters")


def told(tmp_path: Path, store: Store, reader: BothReaders, question: str, *, rest: str) -> str:
    items = "\n\n".join(f"- {name}: {rest}" for name in ITEMS)
    stem = "The three matters that repairs on the seafront must settle are:"
    return told_of(tmp_path, store, reader, question, f"{stem}\n\n{items}\n\nOfficers will report in May.\n")


def told_of(tmp_path: Path, store: Store, reader: BothReaders, question: str, words: str) -> str:
    text = f"# Report to the Harbour Committee\n\n7 March 2022\n\n## Repairs\n\n{words}"
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


def test_of_a_list_in_groups_those_that_are_named_are_told(
    tmp_path: Path, small_store: Store, reader: BothReaders
) -> None:
    groups = {
        "Harbour and moorings": ("Share of berths let", "Days lost to silt"),
        "Parks and gardens": ("Lawns cut on time", "Benches mended"),
        "Museums": ("Visits by schools", "Objects lent"),
    }
    items = "\n".join(f"• {head}\n" + "\n".join(f"o {item}" for item in own) for head, own in groups.items())
    words = f"The six indicators that were rated red in Quarter 2 are in:\n{items}\n\nOfficers will report in May.\n"
    answer = told_of(
        tmp_path,
        small_store,
        reader,
        "Which indicators of parks and gardens were rated red in Quarter 2?",
        words,
    )
    assert "\n- Lawns cut on time" in answer
    assert "Benches mended" in answer
    assert "silt" not in answer
    assert "Objects lent" not in answer


def test_the_items_of_a_list_may_be_set_as_headings(
    tmp_path: Path, small_store: Store, reader: BothReaders
) -> None:
    words = (
        "For 2022-2024 the priorities of the Harbour Partnership are:\n\nSafe moorings\n\nClean beaches\n\n"
        "Fair dues\n\nThe partnership met four times in the year and heard from the harbour master at each meeting.\n"
    )
    answer = told_of(
        tmp_path,
        small_store,
        reader,
        "What are the three priorities of the Harbour Partnership for 2022-2024?",
        words,
    )
    assert all(f"“{item}”" in answer for item in ("Safe moorings", "Clean beaches", "Fair dues"))
    assert "met four times" not in answer
