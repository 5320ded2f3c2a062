"""Who was at a meeting, from the minutes' own lists; or that the minutes are not held, or do not name the person."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.embedding.reader import BothReaders
from ingest.pipeline import ingest
from ingest.store.catalogue import Filter
from ingest.store.folder import Store
from rag.answers import Answered, NotInPapers, Silence
from rag.engine import Engine
from rag.library import StoreLibrary

pytestmark = pytest.mark.model

MINUTES = """Harbours Committee
Minutes of the meeting held on 4 March 2024
Present: Councillor A Quay (Chair), Councillor B Pier, Councillor Mary Slip
In attendance: Tom Bollard (Harbour Master)
1. Apologies
Apologies were received from Councillor C Buoy. Councillor D Dock substituted for Councillor Buoy.
2. Dredging
The Committee considered a report on dredging at the old quay, which a hundred people attended.
RESOLVED that the dredging be approved.
"""


@pytest.fixture(scope="module")
def harbours(tmp_path_factory: pytest.TempPathFactory, embedder: OpenVinoE5) -> Engine:
    folder = tmp_path_factory.mktemp("harbours")
    (folder / "harbours.txt").write_text(MINUTES, "utf-8")
    (folder / "agenda.txt").write_text(
        "Harbours Committee\nAgenda\nDate: 8 April 2024\n\n1. Apologies for absence\n2. Minutes of 4 March 2024\n3. Ferry fares\n",
        "utf-8",
    )
    store = Store(folder / "data", embedder)
    ingest([folder], store)
    return Engine(StoreLibrary(store), reader=BothReaders())


def answered(engine: Engine, question: str) -> str:
    answer = engine.ask(question).answer
    assert isinstance(answer, Answered), answer
    return answer.text


def silent(engine: Engine, question: str) -> NotInPapers:
    answer = engine.ask(question).answer
    assert isinstance(answer, NotInPapers), answer
    return answer


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Who was present at the Harbours Committee on 4 March 2024?", "Councillor B Pier", "Apologies were"),
        ("Which officers attended the Harbours Committee in March 2024?", "Tom Bollard (Harbour Master)", "Quay"),
        ("Who sent apologies to the last Harbours Committee?", "received from Councillor C Buoy", "Pier"),
        ("who was absent from the harbours committee", "received from Councillor C Buoy", "Pier"),
        ("Who stood in at the Harbours Committee on 4 March 2024?", "Councillor D Dock substituted", "Pier"),
        ("Did Councillor Slip attend the Harbours Committee on 4 March 2024?", "present: “Councillor Mary Slip”", "Pier"),
        ("was mary slip at the harbours committee in march 2024", "present: “Councillor Mary Slip”", "Pier"),
        ("Was Cllr Buoy there on 4 March 2024?", "received from Councillor C Buoy", "Pier"),
    ],
)  # fmt: skip
def test_the_list_asked_for_is_quoted(harbours: Engine, question: str, told: str, not_told: str) -> None:
    text = answered(harbours, question)
    assert told in text
    assert not_told not in text


def test_a_person_whom_no_list_names_is_said_not_to_be_named(harbours: Engine) -> None:
    refused = silent(harbours, "Did Councillor Anchor attend the Harbours Committee on 4 March 2024?")
    assert refused.silence is Silence.NOT_RECORDED
    assert "do not name Anchor" in refused.message
    assert "Councillor B Pier" in refused.nearest[0].quote.words


def test_another_forename_is_another_person(harbours: Engine) -> None:
    silent(harbours, "Did Councillor Jane Slip attend the Harbours Committee on 4 March 2024?")


def test_a_meeting_whose_minutes_are_not_held_lists_nobody(harbours: Engine) -> None:
    refused = silent(harbours, "Who attended the Harbours Committee on 8 April 2024?")
    assert refused.silence is Silence.NO_MINUTES
    assert "who was there is not in the papers" in refused.message


@pytest.mark.parametrize(
    "question",
    [
        "Who attended the dredging report at the Harbours Committee?",
        "Who attended the dredging seminar of the Harbours Committee?",
    ],
)
def test_who_attended_something_else_is_not_told_from_the_lists(harbours: Engine, question: str) -> None:
    answer = harbours.ask(question).answer
    told = answer.text if isinstance(answer, Answered) else ""
    assert "Councillor A Quay" not in told
    assert "Tom Bollard" not in told


def test_minutes_filed_under_a_later_agenda_cite_no_minute_of_their_own(engine: Engine) -> None:
    answer = engine.ask("Who sent apologies to the Health and Wellbeing Board in April 2017?").answer
    assert isinstance(answer, Answered)
    assert "Councillor Duggins" in answer.text
    assert answer.citations[0].quote.placed.passage.item is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who was not in attendance at the Harbours Committee on 4 March 2024?", "Councillor C Buoy"),
        ("Did Councillor Pier also attend the Harbours Committee on 4 March 2024?", "present: “Councillor B Pier”"),
    ],
)  # fmt: skip
def test_a_question_that_denies_or_adds_is_answered_as_it_is_meant(
    harbours: Engine, question: str, told: str
) -> None:
    assert told in answered(harbours, question)


@pytest.mark.parametrize(
    "question",
    [
        "Was Dredging approved at the Harbours Committee on 4 March 2024?",
        "Did Councillor Pier speak at the Harbours Committee on 4 March 2024?",
        "Was Councillor Quay the chair at the Harbours Committee on 4 March 2024?",
    ],
)
def test_what_asks_something_else_of_a_meeting_is_not_told_from_the_lists(
    harbours: Engine, question: str
) -> None:
    answer = harbours.ask(question).answer
    assert "do not name" not in (answer.text if isinstance(answer, Answered) else answer.message)


def test_the_reader_s_filter_holds_for_the_lists_too(harbours: Engine) -> None:
    where = Filter(until=date(2024, 1, 1))
    answer = harbours.ask("Who was present at the Harbours Committee?", where=where).answer
    assert not isinstance(answer, Answered) or "Councillor B Pier" not in answer.text
