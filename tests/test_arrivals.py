"""Questions asked while papers are being read behind the page: they wait, and are told how far it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ingest.pipeline import Progress, ingest
from ingest.store.folder import Store
from rag.engine import Engine
from rag.library import StoreLibrary
from tests.test_model import MINUTES
from tests.test_model import QUESTION as BRIDGE
from ui.arrivals import Arrivals
from ui.changes import Changes
from ui.conversation import Desk
from ui.page import conversation_html
from ui.shelf import Shelf
from ui.turns import shown_text

if TYPE_CHECKING:
    import pytest


def test_a_question_waits_for_the_papers_that_are_being_read(small_store: Store, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "roads.md").write_text(MINUTES, "utf-8")
    changes = Changes(Store(small_store.folder, small_store.embedder))
    desk = Desk(Engine(StoreLibrary(small_store)), Shelf(small_store.folder), arrivals=changes.arrivals)
    changes.arrivals.begin()  # as the chat does before its page is there
    steps = desk.stream(BRIDGE, ())
    (first,) = next(steps)
    assert (
        first.doing
        == "Papers are being read. Your question is taken: it is answered when all have been read, or within a minute."
    )
    changes.bring_behind([papers])
    last = [turns[-1] for turns in steps][-1]
    assert last.error is None
    assert "£4,200" in shown_text(last)


def test_a_question_that_has_waited_long_is_answered_with_word_of_what_is_not_read_yet(
    small_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.arrivals._LONGEST", 1.0)
    paper = tmp_path / "roads.md"
    paper.write_text(MINUTES, "utf-8")
    ingest([paper], small_store)
    arrivals = Arrivals()
    arrivals.begin()
    arrivals.tell(Progress(file="roads.md", paper=3, papers=500))
    desk = Desk(Engine(StoreLibrary(small_store)), Shelf(small_store.folder), arrivals=arrivals)
    (turn,) = desk.ask(BRIDGE, ())
    assert "Paper 3 of 500 is being read: ask again later" in conversation_html([turn])
