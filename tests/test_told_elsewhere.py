"""Answers that do not stand where one looks first: in a long numbered paragraph, in a report on a decision, in a cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.embedding.reader import BothReaders
from ingest.papers import Passage, Role, Span
from ingest.pipeline import ingest
from ingest.store.folder import Store
from ingest.text.blocks import Form
from rag.answers import Answered, Ask, NotInPapers, Query, Term
from rag.asks import asks_for
from rag.columns_asked import asked_cells, cells_beside
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.records import Record
from rag.units import in_sentences

DEBATE = """# Minutes of the Orchards Committee held on 6 May 2024

Present: Councillors Pear (Chair), Plum and Quince

4. Orchard walls

1) Mrs Pear, Leader of the Growers Group, spoke of the long history of the walls and thanked the many volunteers who had
cleared them of ivy over three weekends in the spring. She said that the north wall would be rebuilt by Hedgerow Masonry
in September 2024. She asked the public for patience while the path was closed.

2) Mr Quince hoped that the gate would be kept.

RESOLVED that the report be noted.
"""
REPORT = """# Report to the Orchards Committee, 3 June 2024

Cider barn

1.1 At its meeting on 8 January 2024 the Council agreed that the cider barn be let to the growers' co-operative.

1.2 It is recommended that the mill pond be filled in.

1.3 The kiosk by the pond is run by Penrose.
"""


def passage(text: str, *, role: Role = Role.PROSE, columns: tuple[str, ...] = ()) -> Passage:
    return Passage(
        id="x-1-1", paper_id="x", part=1, role=role, text=text, spans=(Span(page=1, start=0, end=len(text)),),
        headings=("Walls",), columns=columns, item=None,
    )  # fmt: skip


LONG = "(a) Mrs Pear spoke of the walls at length. " + "The ivy was cleared again and again. " * 8


def test_a_long_numbered_paragraph_is_told_in_sentences_that_hang_on_its_first() -> None:
    first, second, *_ = in_sentences(passage(LONG))
    assert (first.text, first.lead) == ("(a) Mrs Pear spoke of the walls at length.", "Walls")
    assert (second.text, second.lead) == ("The ivy was cleared again and again.", first.text)


@pytest.mark.parametrize("role", [Role.RESOLUTION, Role.RECOMMENDATION])
def test_a_clause_stays_whole(role: Role) -> None:
    (unit,) = in_sentences(passage(LONG, role=role))
    assert unit.form is Form.LIST_ITEM


def test_a_short_item_stays_whole() -> None:
    (unit,) = in_sentences(passage("(a) The ivy was cleared. The wall was mended."))
    assert unit.form is Form.LIST_ITEM


def query(question: str, *words: str, ask: Ask = Ask.FIGURE, day: date | None = None) -> Query:
    terms = tuple(Term(word=w, stem=w, weight=1.0) for w in words)
    return Query(question=question, text=question, ask=ask, terms=terms, dates=(day,) if day else ())


FUNDS = Record(
    names=("Larch Fund",),
    cells=(("31-Mar-24 Value £m", "4.0"), ("2024-25 Moved £m", "0.5"), ("30-Sep-24 Value £m", "4.5")),
)


def test_a_column_is_known_by_its_day() -> None:
    asked = query("The Larch Fund at 30 September 2024?", "larch", "fund", day=date(2024, 9, 30))
    assert asked_cells(asked, FUNDS) == [("30-Sep-24 Value £m", "4.5")]


def test_a_column_named_without_a_year_is_told_before_those_that_only_have_the_year() -> None:
    columns = (("Set February 2023 £m", "155"), ("Revised £m", "150"), ("Actual 30 September 2023 £m", "112"))
    own = Record(names=("Limit",), cells=columns)
    asked = query("To what was the limit to be revised for 2023/24?", "revis")
    heavier = (Term(word="limit", stem="limit", weight=1.5), *asked.terms)
    asked = replace(asked, terms=heavier, years=frozenset({"2023/24"}))
    assert asked_cells(asked, own)[0] == ("Revised £m", "150")


def test_two_columns_may_be_asked_for() -> None:
    own = Record(names=("Coal",), cells=(("Budget", "9"), ("Forecast", "8"), ("Variance", "-1")))
    asked = query("Coal: budget and forecast?", "coal", "budget", "forecast")
    assert asked_cells(asked, own) == [("Budget", "9"), ("Forecast", "8")]


def test_a_comparison_gets_the_row() -> None:
    own = Record(names=("Coal",), cells=(("Q4", "9"), ("Region", "8"), ("National", "7")))
    asked = query("Is coal in q4 above the country?", "coal", "q4", ask=Ask.COMPARISON)
    assert asked_cells(asked, own) == list(own.cells)


def test_the_rest_of_a_small_row_is_told_beside_what_was_chosen_by_words() -> None:
    cells = (("Rate 2025/26", "9.40"), ("Rate 2026/27", "9.75"), ("For", "2"), ("Against", "–"), ("Result", "Not agreed"))  # fmt: skip
    own = Record(names=("Coal",), cells=cells)
    asked = replace(query("Coal: what rate in 2026/27?", "coal", "rate"), years=frozenset({"2026/27"}))
    chosen = asked_cells(asked, own)
    assert chosen == [("Rate 2026/27", "9.75")]
    assert cells_beside(asked, own, chosen) == [("For", "2"), ("Result", "Not agreed")]
    compared = replace(asked, ask=Ask.COMPARISON)
    assert ("Rate 2025/26", "9.40") in cells_beside(compared, own, chosen)
    wide = Record(names=("Coal",), cells=(*cells, ("Note", "The rate was put to the vote twice")))
    assert not cells_beside(asked, wide, chosen)


def test_what_a_cell_says_is_told() -> None:
    said = "The plan for the barn was approved by Cabinet in May"
    own = Record(names=("Barn",), cells=(("Detail", said), ("Cabinet Member", "Cllr Plum")))
    asked = query(
        "When was the plan for the barn approved by Cabinet?", "plan", "barn", "cabinet", ask=Ask.DATE
    )
    assert asked_cells(asked, own) == [("Detail", said)]


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        ("% of Council decisions that were called in, target vs actual?", Ask.FIGURE),
        ("Is the barn a key decision? Why?", Ask.REASON),
        ("What was the key decision on rents?", Ask.DECISION),
        ("What was the decison on rents?", Ask.DECISION),
    ],
)
def test_the_word_decision_asks_for_one_only_where_it_is_asked_for(question: str, ask: Ask) -> None:
    assert asks_for(question) is ask


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: OpenVinoE5) -> Engine:
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "debate.md").write_text(DEBATE, "utf-8")
    (folder / "report.md").write_text(REPORT, "utf-8")
    store = Store(folder / "data", embedder)
    ingest([folder], store)
    return Engine(StoreLibrary(store), reader=BothReaders())


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Who will rebuild the north wall of the orchard?", "Hedgerow Masonry", "long history"),
        ("What was agreed on 8 January 2024 about the cider barn?", "let to the growers", "noted"),
        ("Which company runs the kiosk by the pond?", "Penrose", "barn"),
    ],
)
def test_it_is_told_from_where_it_stands(engine: Engine, question: str, told: str, not_told: str) -> None:
    answer = engine.ask(question).answer
    assert isinstance(answer, Answered), answer
    assert told in answer.text
    assert not_told not in answer.text


@pytest.mark.model
def test_what_is_only_recommended_is_not_told_as_settled(engine: Engine) -> None:
    answer = engine.ask("Was it agreed to fill in the mill pond?").answer
    assert isinstance(answer, NotInPapers), answer
