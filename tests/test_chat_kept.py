"""What the chat takes and keeps: verdicts, papers that are sent, decisions as a workbook."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest

from eval.feedback import drafts
from ingest.errors import QuestionError
from ingest.store.folder import Store
from rag.engine import Engine
from tests.conftest import WordEmbedder
from ui.changes import LARGEST, Changes
from ui.cli import main
from ui.conversation import Desk
from ui.decisions import read_asked, saved
from ui.feedback import keep_verdict
from ui.papers import Adding, adding_html
from ui.shelf import Shelf

QUESTION = "what did the board resolve on FSM funding"


@pytest.mark.model
def test_verdicts_become_draft_gold_questions(
    engine: Engine, corpus_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(engine, Shelf(corpus_store.folder))
    turns = desk.ask("Who chaired?", desk.ask(QUESTION, ()))
    keep_verdict(tmp_path, turns, number="1", verdict="right", note="")
    keep_verdict(tmp_path, turns, number="2", verdict="wrong", note="It was another meeting.")
    assert main(["--data", str(tmp_path), "eval", "--from-feedback"]) == 0
    right, wrong = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert right["type"] == "resolution"
    assert right["evidence"][0].startswith("RESOLVED that the Scrutiny Board")
    assert wrong["evidence"] == []
    assert wrong["history"] == [QUESTION]
    assert "It was another meeting." in wrong["note"]


def test_a_verdict_on_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="not in the conversation"):
        keep_verdict(tmp_path, (), number="1", verdict="right", note="")
    with pytest.raises(QuestionError, match="nobody has given feedback"):
        list(drafts(tmp_path / "feedback.jsonl"))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.exe", b"x", "not a kind of file"),
        ("a.txt", b"", "is empty"),
        ("../../a.txt", b"The rents were noted.", None),
    ],
)
def test_an_upload_is_taken_into_the_data_folder_under_its_own_name(
    tmp_path: Path, name: str, data: bytes, message: str | None
) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "file").write_bytes(data)
    changes = Changes(Store(tmp_path / "data", WordEmbedder()))
    *_, (last,) = changes.add([(name, sent / "file")], within=sent)
    if message:
        assert message in (last.problem or "")
    else:
        assert last.problem is None
        (kept,) = changes.uploads.glob("*/*")
        assert kept.parent.parent == changes.uploads


def test_a_file_from_elsewhere_is_not_taken_for_an_upload(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("The rents were noted.", "utf-8")
    (tmp_path / "sent").mkdir()
    changes = Changes(Store(tmp_path / "data", WordEmbedder()))
    for place in (tmp_path / "secret.txt", tmp_path / "sent" / ".." / "secret.txt", None):
        *_, (last,) = changes.add([("secret.txt", place)], within=tmp_path / "sent")
        assert "did not arrive" in (last.problem or "")
    assert (tmp_path / "secret.txt").exists()


def test_an_upload_that_is_too_large_and_one_file_too_many_are_refused_with_what_to_do(
    tmp_path: Path,
) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    with (sent / "large.pdf").open("wb") as file:
        file.truncate(LARGEST + 1)  # of blanks, which take no room on the disk
    changes = Changes(Store(tmp_path / "data", WordEmbedder()))
    *_, told = changes.add([("large.pdf", sent / "large.pdf"), *[("lost.txt", None)] * 50], within=sent)
    assert "Split it and add the pieces" in (told[0].problem or "")
    assert "Add it again with the next ones" in (told[50].problem or "")
    assert not list(changes.uploads.glob("*/*"))


def test_a_paper_on_its_way_in_has_a_bar_with_its_name() -> None:
    half = adding_html([Adding(name="pack.pdf", words="Reading, page 5 of 10", done=5, of=10)])
    assert '<progress aria-labelledby="adding-0" max="10" value="5">' in half
    assert 'id="adding-0">pack.pdf: Reading' in half
    assert "progress" not in adding_html([Adding(name="pack.pdf", words="Added.", done=10, of=10)])


@pytest.mark.model
def test_decisions_are_saved_as_a_workbook(corpus_store: Store) -> None:
    from openpyxl import load_workbook

    register = Shelf(corpus_store.folder).register()
    name, _, data = saved(register, read_asked({"words": "food poverty"}), form="xlsx")
    assert name == "decisions.xlsx"
    _, row = load_workbook(BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    assert any("Write to the LGA" in str(value) for value in row)


def test_files_of_removed_papers_are_swept_and_those_held_stay(tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    changes = Changes(Store(tmp_path / "data", WordEmbedder()))
    for name in ("one.txt", "two.txt"):
        (sent / name).write_text(f"The rents of {name} were noted by the committee.", "utf-8")
        list(changes.add([(name, sent / name)], within=sent))
    shelf = Shelf(tmp_path / "data")
    changes.remove(next(p.id for p in shelf.papers() if p.file_name == "one.txt"))
    changes.sweep()
    assert [f.name for f in changes.uploads.glob("*/*")] == ["two.txt"]
