"""What became of motions and amendments, and what records of decision tell, in papers of one made-up committee."""

from __future__ import annotations

import pytest

from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.answers import Answered, NotInPapers, Silence
from rag.engine import Engine
from rag.library import StoreLibrary

pytestmark = pytest.mark.model

MINUTES = """Harbours Committee

Minutes of the meeting held on 4 March 2024

Present: Councillors A Quay (Chair), B Pier, C Buoy and D Dock

1. Apologies

There were none.

2. Dredging plan

The Director presented the dredging plan.

Councillor Pier moved an amendment, seconded by Councillor Buoy.

The Chair put the amendment to the vote, which was lost.

RESOLVED: That the dredging plan be agreed.

3. Ferry fares

Councillor Dock moved that ferry fares be frozen for a year.

The motion was seconded by Councillor Buoy. Members hoped that the motion would be agreed by all.

Upon being put to the vote, the motion was declared LOST.

4. Lighthouse lamps

Proposal

Proposed by Councillor Quay,
Seconded by Councillor Dock,

That the lighthouse lamps be sold.

Amendment

Proposed by Councillor Pier,
Seconded by Councillor Buoy,

That the lighthouse lamps be lent to the museum.

On a vote, sixteen Members voted for the amendment and two against and it was declared carried.
"""
RECORD = """Decision details

Slipway repairs

Decision Maker: Cabinet Member for Harbours

Decision status: Recommendations Approved

Is Key decision?: No

Decision:

1. That the slipway be repaired in stone.

2. That the old timber be sold at auction.

Reasons for the decision:

Stone outlasts timber by forty years and needs no tar.

Alternative options considered:

Leaving the slipway as it is, which the insurers would not cover.

Publication date: 07/03/2024

Date of decision: 04/03/2024
"""


BEACON = """Decision details

Beacon lighting

Decision Maker: Cabinet Member for Harbours

Decision status: Recommendations Approved

Decision: That the beacon be lit. That the keeper be paid monthly.

Options considered and rejected:

The three options considered were:

• Option 1: Lighting the beacon by gas.
• Option 2: Lighting the beacon by oil.
• Option 3: Leaving the beacon dark.

Date of decision: 05/04/2024
"""


@pytest.fixture(scope="module")
def harbours(tmp_path_factory: pytest.TempPathFactory, embedder: OpenVinoE5) -> Engine:
    folder = tmp_path_factory.mktemp("motions")
    (folder / "harbours.txt").write_text(MINUTES, "utf-8")
    (folder / "slipway.txt").write_text(RECORD, "utf-8")
    (folder / "beacon.txt").write_text(BEACON, "utf-8")
    store = Store(folder / "data", embedder)
    ingest([folder], store)
    return Engine(StoreLibrary(store))


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Was the amendment to the dredging plan carried?", "which was lost", "RESOLVED"),
        ("Did Councillor Pier's amendment on dredging get through?", "which was lost", "RESOLVED"),
        ("What did the committee decide on the dredging plan?", "That the dredging plan be agreed", "lost"),
        ("What happened with Councillor Dock's motion on ferry fares?", "declared LOST", "hoped"),
        ("Who moved the amendment on the lighthouse lamps?", "Proposed by Councillor Pier", "be sold"),
        ("How did members vote on the amendment about the lighthouse lamps?", "sixteen Members voted for", "be sold"),
        ("Was the amendment on the lighthouse lamps carried?", "lent to the museum", "be sold"),
        ("What was decided about the slipway?", "Decision of the Cabinet Member for Harbours on 4 March 2024", "forty"),
        ("What was decided about the slipway?", "sold at auction", "insurers"),
        ("Why did the Cabinet Member approve the slipway repairs?", "forty years", "auction"),
        ("What alternatives were considered for the slipway?", "insurers would not cover", "Publication"),
        ("What other options were considered for the beacon?", "Option 3: Leaving the beacon dark", "Date of"),
        ("What was decided about the beacon?", "Decision of the Cabinet Member for Harbours on 5 April 2024:\n“That the beacon be lit.”", "gas"),
    ],
)  # fmt: skip
def test_what_became_of_it_is_told(harbours: Engine, question: str, told: str, not_told: str) -> None:
    answer = harbours.ask(question).answer
    assert isinstance(answer, Answered), answer
    assert told in answer.text
    assert not_told not in answer.text


def test_who_voted_how_is_not_told_where_only_the_count_is_recorded(harbours: Engine) -> None:
    answer = harbours.ask("Which councillors opposed the amendment on the lighthouse lamps?").answer
    assert isinstance(answer, NotInPapers)
    assert answer.silence is Silence.NOT_RECORDED
    assert "not who voted which way" in answer.message
    assert "two against" in answer.nearest[0].quote.words


def test_a_record_answers_for_its_own_day_only(harbours: Engine) -> None:
    answer = harbours.ask("What did the Cabinet Member decide about the slipway on 9 May 2023?").answer
    assert isinstance(answer, NotInPapers) or "4 March 2024" not in answer.text


def council(name: str, day: str, outturn: str, reason: str, often: str) -> str:
    return (
        f"{name}Planning Committee\n\nMinutes of the meeting held on {day}\n\nPresent: Councillors Ash and Birch\n\n"
        f"1. Apologies\n\nNone.\n\n2. Budget outturn\n\nRESOLVED: That the outturn be {outturn}.\n\nREASONS\n\n{reason}\n\n"
        f"3. Visits\n\nIt was agreed that the visiting group meet {often} at the depot.\n"
    )


@pytest.fixture(scope="module")
def councils(tmp_path_factory: pytest.TempPathFactory, embedder: OpenVinoE5) -> Engine:
    folder = tmp_path_factory.mktemp("councils")
    papers = {
        "one.txt": council("Anytown and Upriver Borough Council\n\n", "4 March 2024", "noted with thanks", "The audit found no fault.", "monthly"),
        "two.txt": council("OTHERHAM TOWN COUNCIL\n\n", "7 May 2024", "sent back", "The sums were added up wrongly.", "quarterly"),
        "marshwick_minutes.txt": council("", "9 July 2024", "published in full", "The law asks for it.", "weekly"),
    }  # fmt: skip
    for file, text in papers.items():
        (folder / file).write_text(text, "utf-8")
    store = Store(folder / "data", embedder)
    ingest([folder], store)
    return Engine(StoreLibrary(store))


@pytest.mark.parametrize(
    ("question", "file", "told"),
    [
        ("What did Upriver's planning committee resolve on the budget outturn?", "one.txt", "noted with thanks"),
        ("otherham budget outturn - what did they resolve?", "two.txt", "sent back"),
        ("What was resolved on the budget outturn at Marshwick?", "marshwick_minutes.txt", "published in full"),
        ("Why did Otherham agree the budget outturn?", "two.txt", "added up wrongly"),
        ("How often does the visiting group meet at the depot in Otherham?", "two.txt", "quarterly"),
    ],
)  # fmt: skip
def test_a_council_is_known_by_its_papers_first_words_or_the_file_s_name(
    councils: Engine, question: str, file: str, told: str
) -> None:
    answer = councils.ask(question).answer
    assert isinstance(answer, Answered), answer
    assert told in answer.text
    assert {c.quote.placed.paper.file_name for c in answer.citations} == {file}
