"""Questions as people put them: the year before, behind closed doors, done yet, what we are asked to do, who won the vote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.embedding.reader import BothReaders
from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.another import of_another_one
from rag.answers import Answered, Ask, NotInPapers, Silence
from rag.asks import asks_for
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.picking import candidates, similarity_with
from rag.preferred import preferred
from tests.test_packs import ACTIONS, AGENDA, QUAY

MINUTES = """MINUTE of Meeting of the WAYS AND MEANS COMMITTEE held on Thursday 27 March 2025

Sederunt: Provost Alder and Councillors Beech, Cedar, Elm, Fir and Hazel

1. Kelp Bay Baths

There was submitted a report on the future of the baths, which recommended their closure from 31 August 2025.

Councillor Beech, seconded by Councillor Cedar, moved that the Committee approve the closure of Kelp Bay Baths
from 31 August 2025.

Councillor Elm, seconded by Councillor Fir, moved as an amendment that Kelp Bay Baths be kept open for
20 hours a week until 31 March 2026.

On a roll-call vote there voted –

For the motion (2) – Councillors Beech and Cedar.

For the amendment (4) – Provost Alder and Councillors Elm, Fir and Hazel.

The amendment was accordingly declared carried and became the decision of the Committee.

2. Visitor Levy

The Committee agreed that no consultation on a visitor levy be started before 2027.

3. Land Fund: round 4

Ash Homes asked for £3.84m and Birch Living for £2.10m in round 4. Both were approved.

4. Ferry

Ferry takings were £88,000 in 2024/25 and £79,500 in 2023/24.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: OpenVinoE5, reader: BothReaders) -> Engine:
    folder = tmp_path_factory.mktemp("asked")
    (folder / "minute.txt").write_text(MINUTES, "utf-8")
    (folder / "pack.txt").write_text("\n".join([AGENDA, ACTIONS, QUAY]), "utf-8")
    store = Store(folder / "data", embedder)
    ingest([folder / "minute.txt", folder / "pack.txt"], store)
    return Engine(StoreLibrary(store), reader=reader)


def told(engine: Engine, question: str, *history: str) -> str:
    answer = engine.ask(question, history=history).answer
    assert isinstance(answer, Answered), answer
    return answer.text


@pytest.mark.model
def test_a_division_between_motion_and_amendment_is_told_with_what_won(engine: Engine) -> None:
    text = told(engine, "The committee voted to shut Kelp Bay Baths, didn't it?")
    assert "kept open for 20 hours a week" in text
    assert "For the motion (2), For the amendment (4)" in text
    assert "declared carried" in text


@pytest.mark.model
def test_the_items_taken_in_private_are_named(engine: Engine) -> None:
    text = told(engine, "Which business is to be taken behind closed doors on 12 June 2025?")
    assert "Sale of Land at Mill Lane" in text
    assert "Quay" not in text


@pytest.mark.model
def test_how_far_an_action_is_is_looked_for_in_the_list_of_actions(engine: Engine) -> None:
    question = "Has the letter to members on the ferry timetable been sent yet?"
    query, hits = engine.retrieve(question)
    _, vector = engine.understood(question)
    found = candidates(query, hits, similarity_with(vector, engine.library.store.embedder.passages))
    prose = next(c for c in found if not c.unit.cells)
    row = next(c for c in found if "Outstanding" in c.unit.text)
    ahead = [replace(prose, score=row.score + 1), row]
    assert preferred(query, ahead)[0] is row
    assert preferred(replace(query, question="What did the ferry take?"), ahead)[0] is ahead[0]


@pytest.mark.model
def test_what_members_are_asked_to_do_is_the_reports_recommendation_whole(engine: Engine) -> None:
    text = told(engine, "What is the committee being asked to agree on repairs to the quay?")
    assert "note the survey" in text
    assert "£95,000" in text


@pytest.mark.model
def test_the_year_before_is_that_of_what_was_asked_before(engine: Engine) -> None:
    text = told(engine, "And the year before?", "How much did the ferry take in 2024/25?")
    assert "£79,500" in text


@pytest.mark.model
def test_what_is_called_by_another_name_is_found_by_the_papers_name(engine: Engine) -> None:
    assert "visitor levy" in told(engine, "What was decided about the tourist tax?")


@pytest.mark.model
def test_another_round_than_the_one_asked_about_answers_nothing(engine: Engine) -> None:
    assert isinstance(engine.ask("How much did Ash Homes ask for in round 3?").answer, NotInPapers)
    assert "£3.84m" in told(engine, "How much did Ash Homes ask for in round 4?")


@pytest.mark.model
def test_no_earlier_decision_stands_for_a_meeting_without_minutes(engine: Engine) -> None:
    answer = engine.ask("What did the committee resolve on the quay on 12 June 2025?").answer
    assert isinstance(answer, NotInPapers)
    assert answer.silence is Silence.NO_MINUTES


def test_what_is_of_another_place_of_its_kind_is_of_another_one() -> None:
    question = "How long were the lifts in Alder House out of use?"
    assert of_another_one(question, "The lift at Beech House was out of use for 63 days.")
    assert not of_another_one(
        question, "It was 63 days, against nine at Beech House.", "The lift in Alder House failed."
    )


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        ("Minor applications decided on time, July to September?", Ask.FACT),
        ("Damp cases: up or down on the first quarter?", Ask.COMPARISON),
        ("What makes something a 'key decision'?", Ask.DEFINITION),
        ("Which items will be taken with the public out of the room?", Ask.AGENDA),
    ],
)
def test_what_is_asked_for(question: str, ask: Ask) -> None:
    assert asks_for(question) is ask
