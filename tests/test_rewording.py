"""A briefing's questions in a language model's words: only what holds is shown, and the rest stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ingest.errors import ModelDown, SettingsError
from ingest.store.catalogue import Catalogue
from rag.briefed import Brief
from rag.briefing import brief
from rag.faults import fault
from rag.meetings import meetings
from rag.modelling import ModelWriter
from rag.prompt import Turn
from tests.conftest import served_model
from tests.test_briefing import AGENDA, weights_of
from tests.test_model import Scripted
from tests.test_noted import MINUTES, read
from ui.cli import main
from ui.prepare import reword
from ui.sheets import sheet

GOOD = "Which paper has the list of repairs by ward that the Director of Homes was to provide by 1 July 2025?"


@pytest.fixture
def told() -> Brief:
    reads = (
        read(AGENDA, name="agenda.txt", sha="a" * 64),
        read(MINUTES.format(standing=""), name="minutes.txt", sha="b" * 64),
    )
    (meeting,) = meetings(reads)
    return brief(reads, meeting, weights_of(reads))


def asked(one: Brief) -> list[str]:
    return [q.words for i in one.items for q in i.questions]


def test_a_question_that_holds_is_shown_in_the_models_words_and_the_reader_is_told(told: Brief) -> None:
    found = reword(told, ModelWriter(Scripted(GOOD)), restricted=False)
    assert GOOD in asked(found)
    assert [fault(q) for i in found.items for q in i.questions if fault(q)] == []
    assert found.note
    assert "in the words of the language model scripted" in sheet(found).about


@pytest.mark.parametrize("drafted", [
    "Which paper has the list of 40 repairs by ward that the Director of Homes was to provide?",  # an invented figure
    "Why did Councillor Smith not provide the list of repairs by ward?",  # an invented name
    "The list of repairs by ward was provided.",  # no question
    "What about it?",  # strays from the matter
    f"{GOOD} {GOOD.replace('Which', 'What')}",  # two questions
])  # fmt: skip
def test_what_does_not_hold_leaves_the_question_as_it_was(told: Brief, drafted: str) -> None:
    found = reword(told, ModelWriter(Scripted(drafted)), restricted=False)
    assert asked(found) == asked(told)
    assert found.note
    assert found.note.startswith("0 of ")


def test_a_model_that_is_down_is_said_and_asked_no_more(told: Brief) -> None:
    class Down:
        name = "down"
        calls = 0

        def stream(self, turns: Sequence[Turn]) -> Iterator[str]:
            self.calls += bool(turns)
            raise ModelDown("The language model down does not answer.")
            yield ""

    model = Down()
    found = reword(told, ModelWriter(model), restricted=False)
    assert asked(found) == asked(told)
    assert model.calls == 1
    assert "does not answer" in (found.note or "")


def test_without_a_model_or_for_papers_that_may_be_exempt_nothing_is_sent(
    told: Brief, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SettingsError, match="on another machine"):
        reword(told, ModelWriter(Scripted(GOOD)), restricted=True)
    held = Catalogue(tmp_path / "catalogue.sqlite")
    for paper in (
        read(AGENDA, name="agenda.txt", sha="a" * 64),
        read(MINUTES.format(standing=""), name="m.txt", sha="b" * 64),
    ):
        held.put(paper, digests=[p.id for p in paper.passages])
    held.close()
    assert main(["--data", str(tmp_path), "prepare", "agenda.txt", "--reword"]) == 1
    assert "No language model is set" in capsys.readouterr().err


@pytest.mark.language_model
def test_a_real_model_rewords_or_leaves_and_every_line_holds(told: Brief, model_url: str) -> None:
    found = reword(told, ModelWriter(served_model(model_url), seconds=120, local=True), restricted=False)
    assert len(asked(found)) == len(asked(told)) > 0
    assert [fault(s) for s in found.statements if fault(s)] == []
    assert found.note
