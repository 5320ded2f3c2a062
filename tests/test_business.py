"""What a meeting had before it, and sentences that lean on the one before them, on a made paper with the real readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.embedding.reader import BothReaders
from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.answers import Answered
from rag.engine import Engine
from rag.leaning import leans, leant_on
from rag.library import StoreLibrary
from rag.thresholds import Thresholds
from rag.units import in_sentences

MINUTES = """# Minutes of the Planning Committee of Anytown Borough Council held on 14 November 2023

Present: Councillor Ash (Chair)

1. Apologies

None.

2. Minutes of the last meeting

RESOLVED: That they be signed.

3. Tanners Yard, Quay Road - 23/01187/FUL

The Planning Officer presented an application for nine flats.

RESOLVED: That permission be refused.

4. Tennis Club, Rookery Avenue - 23/00964/FUL

Councillor Birch declared an interest in the tennis club as its treasurer. He left the room for the item.

RESOLVED: That permission be granted until 30 November 2025.

5. Notice of motion: swift bricks

Councillor Cedar asked how many new homes had swift bricks. The Head of Planning said that she did not have the figure to hand.
She undertook to send it to members by 15 December.

RESOLVED: That the motion be adopted.
"""


@pytest.fixture
def engine(tmp_path: Path, small_store: Store, reader: BothReaders) -> Engine:
    (tmp_path / "minutes.md").write_text(MINUTES, "utf-8")
    ingest([tmp_path / "minutes.md"], small_store)
    return Engine(StoreLibrary(small_store), reader=reader, thresholds=Thresholds(far=0.0, near=0.0))


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Which planning applications did the Planning Committee determine on 14 November 2023?", ["Tanners Yard", "Tennis Club"], ["swift", "Apologies"]),
        ("What matters were before the Planning Committee on 14 November 2023 apart from the tennis club?", ["Tanners Yard", "swift bricks"], ["Tennis", "Apologies", "last meeting"]),
        ("What motions did members put down for the meeting of 14 November 2023?", ["swift bricks"], ["Tanners", "Tennis"]),
        ("Under which minute was the refusal of the nine flats at Tanners Yard taken?", ["3. Tanners Yard"], ["Tennis"]),
    ],
)  # fmt: skip
def test_what_was_before_a_meeting_is_told_by_its_items_titles(
    engine: Engine, question: str, told: list[str], untold: list[str]
) -> None:
    answer = engine.ask(question).answer
    assert isinstance(answer, Answered), answer
    assert all(words in answer.text for words in told), answer.text
    assert not any(words in answer.text for words in untold), answer.text


@pytest.mark.model
@pytest.mark.parametrize(
    "question",
    [
        "What confidential items were discussed by the Planning Committee on 14 November 2023?",
        "Which items were deferred when discussed on 14 November 2023?",
        "What urgent business was considered on 14 November 2023?",
        "Which housing matters were considered on 14 November 2023?",
    ],
)
def test_items_that_are_not_of_the_kind_asked_for_are_not_told(engine: Engine, question: str) -> None:
    text = getattr(engine.ask(question).answer, "text", "")
    assert not ("Tanners Yard, Quay Road" in text and "swift bricks" in text), text


@pytest.mark.model
def test_a_committees_decision_is_not_an_inspectors(engine: Engine) -> None:
    answer = engine.ask("Did the planning inspector refuse permission for Tanners Yard?").answer
    assert not isinstance(answer, Answered), answer


@pytest.mark.model
def test_a_question_on_one_matter_is_not_answered_with_the_list_of_items(engine: Engine) -> None:
    answer = engine.ask("What matters were discussed about swift bricks on 14 November 2023?").answer
    assert "Tanners" not in getattr(answer, "text", "")


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who left the room for the tennis club, and why?", "Councillor Birch declared an interest"),
        ("What did the Head of Planning undertake to send to members by 15 December?", "the figure to hand"),
    ],
)
def test_a_sentence_that_points_back_is_told_with_the_one_before_it(
    engine: Engine, question: str, who: str
) -> None:
    answer = engine.ask(question).answer
    assert isinstance(answer, Answered), answer
    assert who in answer.text


@pytest.mark.parametrize(
    ("sentence", "leaning"),
    [
        ("He left the room for the item.", True),
        ("These were sent in May.", True),
        ("The Clerk undertook to arrange this within two weeks.", True),
        ("The Clerk agreed to find it out.", True),
        ("It was agreed that the ponds be cleared.", False),
        ("The Clerk said that it would be cleared in May.", False),
        ("The Clerk will report in May.", False),
    ],
)
def test_a_sentence_leans_that_tells_whom_or_what_by_a_word_that_points_back(
    tmp_path: Path, small_store: Store, sentence: str, leaning: bool
) -> None:
    text = f"# Minutes of the Ponds Committee held on 4 March 2025\n\nPresent: J Ash\n\n1. Ponds\n\nMs Ash spoke of the ponds. {sentence}\n"
    (tmp_path / "ponds.md").write_text(text, "utf-8")
    ingest([tmp_path / "ponds.md"], small_store)
    placed = next(
        p
        for p in small_store.catalogue.placed(small_store.catalogue.passage_ids()).values()
        if sentence in p.passage.text
    )
    unit = next(u for u in in_sentences(placed.passage) if u.text == sentence)
    assert leans(unit) is leaning
    assert [u.text for u in leant_on(placed, unit)] == (["Ms Ash spoke of the ponds."] if leaning else [])


HOMES = """# Minutes of the Housing Committee held on 6 November 2023

Present: Councillor Ash

1. Homelessness

In the six months to the end of September 263 households had approached the Council, against 201 in the same period of 2022.

2. Holt pool

The pool would be shut for nine weeks from July. The Head of Leisure replied to Councillor Birch that the terms of the grant
gave no choice, since the heat pumps had to be running before the end of October.

RESOLVED: That the contract be let.

Reason for Decision: The boilers were beyond their life.
"""


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How did the number of households approaching the Council in April to September 2023 compare with the year before?", "against 201"),
        ("Why did the pool at Holt have to be shut in the summer?", "gave no choice"),
        ("The Head of Leisure told Councillor Birch that the grant left no choice, didn't they?", "That the contract be let"),
    ],
)  # fmt: skip
def test_what_the_reader_is_sure_of_is_told(
    tmp_path: Path, small_store: Store, reader: BothReaders, question: str, told: str
) -> None:
    (tmp_path / "homes.md").write_text(HOMES, "utf-8")
    ingest([tmp_path / "homes.md"], small_store)
    engine = Engine(StoreLibrary(small_store), reader=reader, thresholds=Thresholds(far=0.0, near=0.0))
    answer = engine.ask(question).answer
    assert isinstance(answer, Answered), answer
    assert told in answer.text
