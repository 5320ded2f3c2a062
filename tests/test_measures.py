"""The journal and the measures: ids, counts and times, and no words unless they are asked for."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import journal
from ingest.errors import SettingsError
from ingest.journal import keep_journal, listen, note
from ingest.pipeline import ingest
from ingest.settings import read_settings
from ingest.store.folder import Store
from rag.engine import Engine
from rag.library import StoreLibrary
from tests.exempt_papers import exempt_papers
from ui.measures import Measures, health

QUESTION = "By how much did rents in Quillwater rise?"


@pytest.fixture(autouse=True)
def own_handlers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    logger = logging.getLogger("minutebook-of-the-tests")
    logger.setLevel(logging.INFO)
    monkeypatch.setattr(journal, "_LOGGER", logger)
    yield
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def worked(tmp_path: Path, store: Store) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "rents.md").write_text("# Rents\n\nRents in Quillwater rose by four per cent.\n", "utf-8")
    exempt_papers()[0].write(papers)
    ingest([papers], store)
    Engine(StoreLibrary(store)).ask(QUESTION)


def test_the_journal_has_ids_counts_and_times_and_no_words(tmp_path: Path, small_store: Store) -> None:
    keep_journal(tmp_path / "journal.jsonl")
    keep_journal(tmp_path / "journal.jsonl")  # once is enough
    worked(tmp_path, small_store)
    text = (tmp_path / "journal.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    assert [(r["event"], r["outcome"]) for r in rows[:3]] == [  # read once it is held, with others of its tray
        ("paper", "withheld"), ("paper", "read"), ("ingest", "done"),
    ]  # fmt: skip
    assert rows[1]["passages"] == small_store.catalogue.passage_count()
    assert rows[3]["event"] == "question"
    assert rows[3]["seconds"] >= 0
    assert "Quillwater" not in text
    assert "Zyx" not in text


def test_the_journal_has_questions_only_if_asked_for(tmp_path: Path, small_store: Store) -> None:
    keep_journal(tmp_path / "journal.jsonl", words=True)
    worked(tmp_path, small_store)
    assert QUESTION in (tmp_path / "journal.jsonl").read_text("utf-8")
    assert read_settings({"MINUTEBOOK_JOURNAL_QUESTIONS": "yes"}, folder=tmp_path).journal_questions is True
    assert read_settings({"MINUTEBOOK_JOURNAL_QUESTIONS": "no"}, folder=tmp_path).journal_questions is False


def test_a_journal_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be written"):
        keep_journal(tmp_path)


def test_the_measures_count_what_happened_in_the_format_of_prometheus(
    tmp_path: Path, small_store: Store
) -> None:
    measures = Measures()
    listen(measures)
    worked(tmp_path, small_store)
    note("question", outcome="answered", seconds=0.2)
    text = measures.text(small_store.catalogue)
    lines = text.splitlines()
    assert 'minutebook_events_total{event="paper",outcome="withheld"} 1' in lines
    assert "minutebook_question_seconds_count 2" in lines
    assert "minutebook_papers 1" in lines
    assert "minutebook_withheld_files 1" in lines
    counts = [int(line.rsplit(" ", 1)[1]) for line in lines if "seconds_bucket" in line]
    assert counts == sorted(counts)  # a histogram's buckets hold those below them
    assert counts[-1] == 2
    assert all(line.startswith("#") or line.rsplit(" ", 1)[1].replace(".", "").isdigit() for line in lines)
    assert text.endswith("\n")


def test_health_is_good_when_questions_can_be_answered(tmp_path: Path, small_store: Store) -> None:
    assert health(small_store.catalogue) == (
        False, {"status": "empty", "restricted": False, "papers": 0, "passages": 0, "withheld_files": 0},
    )  # fmt: skip
    worked(tmp_path, small_store)
    good, told = health(small_store.catalogue)
    assert good
    assert told["status"] == "ok"
