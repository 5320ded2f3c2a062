"""What was moved, recommended or awaited is not told as decided: its words come with what became of them."""

from __future__ import annotations

import pytest

from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.embedding.reader import BothReaders
from ingest.papers import Page, Passage, Role, Span
from ingest.pipeline import ingest
from ingest.store.folder import Store
from ingest.text.blocks import Form, blocks
from ingest.text.lines import lines
from rag.answers import Answered, Ask, NotInPapers, Silence
from rag.asks import asks_for
from rag.engine import Engine
from rag.fates import loss
from rag.leaning import clause
from rag.library import StoreLibrary
from rag.outcomes import says_outcome
from rag.units import units

MINUTES = """# Gardens Committee

Minutes of the meeting held on 5 March 2024

Present: Councillors Mrs Aster (Chair), Bramble, Clover and Dill

11. Plot rents

The Head of Gardens presented the report on plot rents.

Councillor Bramble moved and Councillor Clover seconded the following amendment:

(a) That rents of full plots be halved for pensioners.

The amendment was lost by 3 votes to 8.

RESOLVED that rents of full plots rise to £44 a year from October 2024.

12. Glasshouse at Fennel Row

The report recommended:-

that the Committee agree to sell the glasshouse.

Dr Sorrel, of the Friends of Fennel Row, said that schools used the glasshouse every week.

RESOLVED:

(1) that the glasshouse be kept and its roof mended; and

(2) that £30,000 be found for the roof of the glasshouse.

13. Composting

Councillor Dill proposed and Councillor Clover seconded the following amendment:

That bins be emptied weekly.

For (2)

Against (9)

The amendment was lost.

Mr Yarrow proposed and Councillor Dill seconded the motion that compost be given away free.

The motion was agreed without a count.

RESOLVED that compost be given away free.

14. Water butts

The Committee asked the Cabinet to pay for water butts at its meeting on 9 April 2024.
"""
AGENDA = """# Cabinet

Agenda for the meeting on Tuesday 9 April 2024 at 2pm in the Town Hall

1. Apologies

2. Minutes of the last meeting

3. Water butts on allotments: request of the Gardens Committee
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: OpenVinoE5, reader: BothReaders) -> Engine:
    folder = tmp_path_factory.mktemp("fates")
    (folder / "minutes.md").write_text(MINUTES, "utf-8")
    (folder / "agenda.md").write_text(AGENDA, "utf-8")
    store = Store(folder / "data", embedder)
    ingest([folder / "minutes.md", folder / "agenda.md"], store)
    return Engine(StoreLibrary(store), reader=reader)


def told(engine: Engine, question: str) -> str:
    answer = engine.ask(question).answer
    assert isinstance(answer, Answered), answer
    return answer.text


@pytest.mark.model
@pytest.mark.parametrize(
    "question",
    [
        "Do pensioners get half off the rent of a full plot?",
        "What did Councillor Bramble want for pensioners with full plots?",
    ],
)
def test_a_lost_amendments_words_come_with_their_stem_and_what_became_of_it(
    engine: Engine, question: str
) -> None:
    moved, words, lost, *decided = told(engine, question).splitlines()
    assert "seconded the following amendment" in moved
    assert "be halved for pensioners" in words
    assert "The amendment was lost by 3 votes to 8." in lost
    assert "rise to £44" in " ".join(decided)


@pytest.mark.model
def test_what_was_recommended_is_not_told_as_what_was_agreed(engine: Engine) -> None:
    text = told(engine, "What did the committee go for with the glasshouse at Fennel Row?")
    assert "be kept and its roof mended" in text
    assert "agree to sell" not in text or "The report recommended" in text


@pytest.mark.model
def test_a_vote_is_that_on_what_the_member_named_moved(engine: Engine) -> None:
    answer = engine.ask("How many voted for and against Mr Yarrow's motion on compost?").answer
    assert "Against (9)" not in (answer.text if isinstance(answer, Answered) else "")
    assert "Against (9)" in told(
        engine, "How many voted for and against Councillor Dill's amendment on bins?"
    )


@pytest.mark.model
@pytest.mark.parametrize(
    "question",
    [
        "Did the Cabinet pay for the water butts when it met on 9 April 2024?",
        "What did Cabinet decide about water butts on 9 April?",
    ],
)
def test_a_meeting_without_minutes_is_not_told_from_papers_before_it(engine: Engine, question: str) -> None:
    answer = engine.ask(question).answer
    assert isinstance(answer, NotInPapers), answer
    assert answer.silence in {Silence.NO_MINUTES, Silence.NOT_RECORDED}


def test_what_is_to_be_done_is_a_clause() -> None:
    def of(text: str) -> bool:
        passage = Passage(
            id="x-1-1", paper_id="x", part=1, role=Role.PROSE, text=text, spans=(Span(page=1, start=0, end=len(text)),),
            headings=(), columns=(), item=None,
        )  # fmt: skip
        return clause(units(passage)[0])

    assert of("(ii) to agree Option 3 in principle.")
    assert of("2.5 That the reduction be 50% for those who are moved.")
    assert not of("The Chair thanked those who had come.")
    assert not of("Total cost of the works in 2024: £3,000.")


def test_going_for_something_is_deciding_it() -> None:
    assert asks_for("What did the harbour board go for in the end?") is Ask.DECISION
    assert asks_for("What did Cabinet settle on for the depot?") is Ask.DECISION
    assert asks_for("What did the old depot at Mill Lane go for?") is not Ask.DECISION


def test_a_line_with_empty_cells_after_it_goes_on_with_an_unfinished_paragraph() -> None:
    def forms(text: str, *, joined: bool = True) -> list[Form]:
        return [b.form for b in blocks(lines([Page(number=1, text=text)]), joined=joined)]

    prose = "The team chaired a\nReview meeting for \t\t\neach outbreak."
    assert forms(prose) == [Form.PARAGRAPH]
    assert forms(prose, joined=False) == [
        Form.PARAGRAPH,
        Form.ROW,
        Form.PARAGRAPH,
    ]  # as exempt matter is looked for
    assert forms("Area\tMen\tWomen\nNorth\t\t\nHill\t3\t4") == [Form.ROW] * 3
    assert forms("The report is exempt.\nNot for publication\t\t") == [Form.PARAGRAPH, Form.ROW]


SALE = """# Gardens Committee

Minutes of the meeting held on 2 April 2024

Present: Councillors Mrs Aster (Chair), Bramble, Clover and Dill

21. Potting shed at Sage Lane

The report recommended:-

(1) that the potting shed be sold at auction;

(2) that the sum be put towards new paths; and

(3) that the tenants be told in May.

RESOLVED:

(1) that the potting shed be kept for the schools; and

(2) that £12,000 be found for its roof.

22. Street trees

Councillor Bramble moved and Councillor Clover seconded the following motion:

That this Council plants one hundred street trees in Thornby every winter.

Councillor Dill moved and Councillor Aster seconded the following amendment:

That this Council plants fifty street trees in Thornby every winter.

The amendment was lost.

The motion was carried.

RESOLVED that one hundred street trees be planted in Thornby every winter.
"""


@pytest.fixture(scope="module")
def sale(tmp_path_factory: pytest.TempPathFactory, embedder: OpenVinoE5, reader: BothReaders) -> Engine:
    folder = tmp_path_factory.mktemp("sale")
    (folder / "minutes.md").write_text(SALE, "utf-8")
    store = Store(folder / "data", embedder)
    ingest([folder / "minutes.md"], store)
    return Engine(StoreLibrary(store), reader=reader)


@pytest.mark.model
def test_a_recommendation_told_as_a_list_comes_with_what_was_resolved(sale: Engine) -> None:
    text = told(sale, "Is the potting shed at Sage Lane being sold at auction?")
    assert "kept for the schools" in text


@pytest.mark.model
@pytest.mark.parametrize(
    ("number", "lost"), [("one hundred street trees", False), ("fifty street trees", True)]
)
def test_a_loss_is_that_of_the_amendment_and_not_of_the_motion_it_amends(
    sale: Engine, number: str, lost: bool
) -> None:
    passages = sale.retrieve("street trees in Thornby", limit=10)[1]
    every = [(h.placed, u) for h in passages for u in units(h.placed.passage)]
    placed, unit = next((p, u) for p, u in every if u.text.startswith(f"That this Council plants {number}"))
    told_of = loss(placed, unit, sale.library)
    assert (told_of is not None) is lost
    assert not told_of or told_of.words == "“The amendment was lost.”"


@pytest.mark.model
def test_a_vote_on_what_a_named_member_moved_is_none_where_he_moved_nothing(engine: Engine) -> None:
    answer = engine.ask("How many voted for and against Councillor O'Brien's motion on compost?").answer
    assert isinstance(answer, NotInPapers)
    assert "O'Brien moved" in answer.message


def test_what_became_of_a_motion_is_said_in_many_words() -> None:
    for said in (
        "The motion was therefore lost.",
        "The Mayor declared the motion lost.",
        "The amendment was put to the vote and was accordingly declared to be lost.",
        "The motion was not supported.",
        "The amendment failed.",
    ):
        assert says_outcome(said), said
    assert not says_outcome("Members hoped that the motion would be lost.")
    assert not says_outcome("It was proposed that the motion be rejected.")
