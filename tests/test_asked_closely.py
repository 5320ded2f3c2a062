"""What is asked must be told: the option, the council, the meeting, the day, the vote; in papers of made-up councils."""

from __future__ import annotations

import pytest

from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.embedding.reader import BothReaders
from ingest.pipeline import ingest
from ingest.store.folder import Store
from ingest.text.blocks import Form
from rag.answers import Answered, Ask, NotInPapers, Query, Silence
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.units import Unit
from rag.whom import names_whom
from rag.yes_no import comes_about

pytestmark = pytest.mark.model

BRIDGES = """Bridges Committee

Minutes of the meeting held on 4 March 2024

Present: Councillors A Arch (Chair), B Beam and C Cable

1. Apologies and interests

Councillor Cable declared an interest in the toll house, as its tenant.

2. Footbridge

To consider a report on the footbridge.

The Engineer set out that Option A would take two years. Option C would cost £410,000.

The motion to build was carried unanimously.

RESOLVED that Option C be built in oak.

3. Toll house

The toll house had been nominated for the Masonry Prize, and the winner would be told in May.

A local firm had been asked to mend its roof.

RESOLVED that the toll house be mended.

4. Towpath

The section 38 agreement for the towpath was signed by both landowners on 2 February 2024.

The towpath was surveyed by Stonecroft Surveyors Ltd in January.

RESOLVED that the towpath be gravelled.

5. Cabinet's toll

Members heard that Cabinet would look at the toll again on 11 March 2024, when it would have the survey.

RESOLVED that the toll stand until then.
"""
AGENDA = """Anytown Council

AGENDA

CABINET

Monday, 11th March, 2024, at 10.00 am

1. Apologies

2. Declarations of interest

3. The bridge toll

To reconsider the bridge toll.

4. Date of the next meeting
"""
REPORT = """To: Cabinet

Date: 11 March 2024

Subject: The ferry licence

From: The Engineer

1. Recommendation

Cabinet is asked to approve the ferry licence for ten years.

2. Background

2.1 The ferry has run since 1931 and carries four hundred people a week.
"""
LICENCE = """Decision details

Mooring licences

Decision Maker: Licensing Sub-Committee

Decision status: Recommendations Approved

Decision:

1. That the mooring licence of the barge be revoked.

Reason: The barge had sunk twice.

2. That the houseboat keep its mooring licence.

Reason: The houseboat had paid its dues.

Alternative options considered:

A lower fee, which was rejected because the harbour would lose money.

Date of decision: 04/03/2024

Effective from: 12/03/2024
"""
HEARING = """Agenda item

Cider stall

Minutes:

Councillor P Pip was elected Chairman for the hearing on the cider stall.

RESOLVED that the cider stall may open until nine.
"""
MINUTED = """Agenda item

Pier paint

Minutes:

The Surveyor showed four blues.

RESOLVED that the pier be painted blue.
"""
PLAN = """Forward plan

Decision Maker: Cabinet

Decision due: 4 May 2024

Decision: To approve the sale of the boathouse.

Reason: The boathouse stands empty.
"""
ORCHARDS = """Agenda item

Windfall collection

Minutes:

The Warden told members that windfall apples would be collected by handcart from September.

RESOLVED that the apples be pressed at the mill.
"""

HEARINGS = """Hearings Panel

Minutes of the meeting held on 6 May 2024

Present: Councillors P Pear (Chair), Q Quince and M Medlar

5. Application 24/0123, Orchard Close

Councillor Pear moved that the application for Orchard Close be refused. Councillor Quince said that the lane was too narrow.

The motion to refuse was put and lost by four votes to six.

RESOLVED that permission be granted for Orchard Close, subject to the conditions in the report.

6. Grants to clubs

RESOLVED that £500 be given to the Skittles Club.

The treasurer of the Bowls Club was not there, and members spoke of the club's roof.

RESOLVED that the Bowls Club be asked for its accounts before any grant is made.

7. Orchards

| Orchard | Trees in 2023 | Trees in 2024 | Grafted |
|---|---|---|---|
| Long Acre | 310 | 342 | 28 |
| Short Acre | 118 | 97 | 5 |
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: OpenVinoE5) -> Engine:
    folder = tmp_path_factory.mktemp("closely")
    papers = {
        "bridges.txt": BRIDGES, "agenda.txt": AGENDA, "ferry.txt": REPORT, "mooring.txt": LICENCE,
        "pier-minutes-update.txt": MINUTED, "plan.txt": PLAN, "pipford-licensing.txt": HEARING, "appledon-parks.txt": ORCHARDS, "hearings.md": HEARINGS,
    }  # fmt: skip
    for name, text in papers.items():
        (folder / name).write_text(text, "utf-8")
    store = Store(folder / "data", embedder)
    ingest([folder], store)
    return Engine(StoreLibrary(store), reader=BothReaders())


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("How much would Option C for the footbridge cost?", "£410,000", "oak"),
        ("When was the section 38 agreement for the towpath signed?", "2 February 2024", "gravelled"),
        ("When was the S38 agreement for the towpath signed?", "2 February 2024", "gravelled"),
        ("Which firm surveyed the towpath?", "Stonecroft Surveyors", "nominated"),
        ("Who declared an interest at the Bridges Committee on 4 March 2024?", "Councillor Cable", "Present"),
        ("What is item 3 on the agenda of the Cabinet on 11 March 2024?", "bridge toll", "Apologies"),
        ("When did the mooring licence decision take effect?", "12/03/2024", "04/03/2024"),
        ("Why was the barge's mooring licence revoked?", "sunk twice", "paid its dues"),
        ("Why did the houseboat keep its mooring licence?", "paid its dues", "sunk"),
        ("Why was a lower fee for moorings rejected?", "lose money", "sunk"),
        ("Give me an Update on the towpath", "gravelled", "blue"),
        ("Who chaired the hearing on the cider stall?", "Councillor P Pip", "nine"),
        ("What will Appledon use to collect its windfall apples?", "by handcart", "mooring"),
        ("What did Appledon resolve about its apples?", "pressed at the mill", "To consider"),
        ("Did the motion to refuse Orchard Close get through?", "lost by four votes to six", "£500"),
        ("What did the Hearings Panel decide about the Bowls Club?", "asked for its accounts", "Skittles"),
        ("How many trees did Long Acre have in 2024?", "342", "310"),
        (
            "What was decided in minute 6 on the motion to refuse Orchard Close?",
            "Bowls Club",
            "four votes to six",
        ),
    ],
)
def test_what_is_asked_is_told(engine: Engine, question: str, told: str, not_told: str) -> None:
    answer = engine.ask(question).answer
    assert isinstance(answer, Answered), answer
    assert told in answer.text
    assert not_told not in answer.text


@pytest.mark.parametrize(
    ("question", "silences"),
    [
        ("How much would Option A for the footbridge cost?", {Silence.NOT_RECORDED}),
        ("How many members voted for the footbridge?", {Silence.NOT_RECORDED}),
        ("Did the toll house win the Masonry Prize?", {Silence.NOT_RECORDED}),
        ("Which firm was asked to mend the roof of the toll house?", {Silence.NOT_RECORDED}),
        ("What did Cabinet decide on 11 March 2024 about the bridge toll?", {Silence.NO_MINUTES}),
        ("Who declared an interest at the Cabinet on 11 March 2024?", {Silence.NO_MINUTES}),
        ("Did Cabinet approve the ferry licence?", {Silence.NO_MINUTES, Silence.NOT_RECORDED}),
        (
            "Was the sale of the boathouse approved?",
            {Silence.NO_MINUTES, Silence.NOT_RECORDED, Silence.NOT_IN_PAPERS},
        ),
        ("What did Bunbury resolve about its apples?", {Silence.NOT_IN_PAPERS}),
    ],
)
def test_what_is_not_told_is_refused(engine: Engine, question: str, silences: set[Silence]) -> None:
    answer = engine.ask(question).answer
    assert isinstance(answer, NotInPapers), answer
    assert answer.silence in silences


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        (
            "Did the harbour win a Blue Flag?",
            "The harbour had applied for a Blue Flag and had won it in 2023.",
            True,
        ),
        ("Did the harbour win a Blue Flag?", "The harbour had been nominated for a Blue Flag.", False),
        (
            "Did the trust get a lottery grant?",
            "The trust, which had applied for a grant, received £20,000.",
            True,
        ),
        ("Did the trust get a lottery grant?", "The trust hoped that a grant would be awarded.", False),
        ("Was an owner convicted?", "Owners would be prosecuted; one was convicted on 3 May.", True),
        ("What did the trust get?", "The trust hoped for a grant.", True),
    ],
)
def test_whether_it_came_about_is_told_by_a_verb_for_it(question: str, text: str, told: bool) -> None:
    assert comes_about(Query(question=question, text=question, ask=Ask.FACT, terms=()), text) is told


@pytest.mark.parametrize(
    ("question", "text", "named"),
    [
        ("Which contractor won the tender?", "Rudd & Park won the tender for dredging.", True),
        (
            "Which consultants wrote the study?",
            "The consultants who wrote the study were Mottram Holt.",
            True,
        ),
        ("Which firm made the film?", "Larkspur Light, a small film company, made the film.", True),
        ("Which firm advised on the pier?", "Advice from external consultants had been obtained.", False),
        ("Which contractor got the job?", "It was proposed by Cllr Ash to accept the quote.", False),
        ("Who leads the Ponds Group?", "The Ponds Group met at the Newt Show.", False),
        ("Who leads the Ponds Group?", "The Ponds Group is led by Councillor Ash Birch.", True),
    ],
)
def test_a_firm_or_a_leader_is_named(question: str, text: str, named: bool) -> None:
    unit = Unit(start=0, end=len(text), text=text, form=Form.PARAGRAPH, lead="")
    assert names_whom(Query(question=question, text=question, ask=Ask.PERSON, terms=()), unit) is named
