"""Lists that are set as tables: which rows a question asks for, and that they are told."""

from __future__ import annotations

import pytest

from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.embedding.reader import BothReaders
from ingest.papers import Placed
from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.answers import Answered, Ask, Query, Term
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.records import record
from rag.row_conditions import meeting_conditions
from rag.row_values import Row
from rag.rows_listed import asks_of_several
from rag.units import units
from rag.words import content, stem
from tests.test_noted import read

REPORT = """# Ponds Committee

Report to: Ponds Committee

Date: 25 November 2025

Subject: Ponds, quarter 2

## 1. Money

Table 1: Pond budgets (£000)

| Pond | Budget | Forecast | Variance | Status | Due | Fenced |
|---|---|---|---|---|---|---|
| North | 120 | 131 | 11 | Red | March 2026 | Yes |
| South | 90 | 84 | (6) | Green | July 2026 | No |
| East | 310 | 290 | (20) | Green | 8 March 2027 | No – refused |
| West | 18 | 18 | 0 | Amber | July 2026 | Yes |
| Total | 538 | 523 | (15) | | | |

## 2. Frogs and views

Table 3: Frogs

| Pond | Frogs 2023/24 | Frogs 2024/25 | Reeds 2024/25 |
|---|---|---|---|
| North | 41 | 38 | 7 |
| South | 12 | 19 | 9 |
| East | 5 | 5 | 2 |

Table 4: Views on the plans

| No. | Plan | For (%) | No view | Against (%) |
|---|---|---|---|---|
| 1 | Fill in West | 12 | 4 | 88 |
| 2 | Fence South | 51 | 90 | 23 |
| 3 | Sell East | 30 | 0 | 41 |

Table 5: Hazards

| Hazard | Score June 2025 | Score now |
|---|---|---|
| Ice | 12 | 9 |
| Weed | 6 | 16 |

Table 6: Newts

| Pond | Newts 2024/25 | Newts 2023/24 |
|---|---|---|
| North | 7 | 4 |
| South | 2 | 8 |

Table 7: Toads

| Pond | Toads Q2 2025 | Toads Q1 2025 | Deep water? |
|---|---|---|---|
| North | 7 | 4 | Yes |
| South | 2 | 8 | No |

## 3. Grants

Table 2: Grants awarded, round 4

| Group | Purpose | Awarded |
|---|---|---|
| Friends of the Dell | New benches | £2,400 |
| Newt Watch | Nets and boots | £310 |
| Anytown Anglers | A landing stage | £1,950 |
"""


def _query(question: str, ask: Ask = Ask.FACT) -> Query:
    terms = tuple(Term(word=w, stem=stem(w), weight=1.0) for w in content(question))
    return Query(question=question, text=question, ask=ask, terms=terms)


def _rows(caption: str) -> list[Row]:
    paper = read(REPORT, name="report.md")
    found = []
    for passage in paper.passages:
        placed = Placed(passage=passage, part=paper.parts[0], paper=paper.paper)
        known = ((u, record(passage, u)) for u in units(passage) if u.cells and u.lead.startswith(caption))
        found += [Row(placed, u, own) for u, own in known if own and own.label != "Total"]
    return found


@pytest.mark.parametrize(
    ("question", "ponds"),
    [
        ("Which ponds are red?", ["North"]),
        ("Which ponds are going to come in under budget?", ["South", "East"]),
        ("Which ponds will be over budget?", ["North"]),
        ("Which ponds are due in July 2026?", ["South", "West"]),
        ("which ponds are to be done by march 27", ["East"]),
        ("which ponds finish in march", ["North", "East"]),
        ("Which ponds have a budget of more than 100?", ["North", "East"]),
        ("Which ponds have a budget of 90 or less?", ["South", "West"]),
        ("Which ponds have a budget of eighteen?", ["West"]),
        ("Which ponds have a budget of 0?", []),
        ("Which ponds have a budget of at least 120?", ["North", "East"]),
        ("Which ponds have a budget of 90 or above?", ["North", "South", "East"]),
        ("Which ponds have a budget of fewer than 20?", ["West"]),
        ("Which ponds may be fished?", []),
        ("Which ponds have newts?", []),
        ("Which ponds are not green?", ["North", "West"]),
        ("Which ponds have not yet been rated green?", ["North", "West"]),
        ("Which ponds are fenced?", ["North", "West"]),
        ("Which ponds aren't fenced?", ["South", "East"]),
    ],
)
def test_a_condition_chooses_the_rows_that_meet_it(question: str, ponds: list[str]) -> None:
    rows = _rows("Table 1")
    assert len(rows) == 4
    assert [r.own.label for r in meeting_conditions(_query(question), rows)] == ponds


@pytest.mark.parametrize(
    ("caption", "question", "rows"),
    [
        ("Table 3", "Which ponds have fewer frogs than the year before?", ["North"]),
        ("Table 3", "Where did the frogs go up?", ["South"]),
        ("Table 4", "Which plans had more against than for?", ["1 · Fill in West", "3 · Sell East"]),
        ("Table 4", "Which plans did more people support than oppose?", ["2 · Fence South"]),
        ("Table 5", "Which hazards have got worse?", ["Weed"]),
        ("Table 5", "Which hazards have eased?", ["Ice"]),
        ("Table 6", "Where did newts go up?", ["North"]),  # the later year stands first
        ("Table 7", "Where did toads go down?", ["South"]),
        ("Table 7", "Which ponds have deep water?", ["North"]),
        ("Table 7", "Which ponds have water snails?", []),  # a part of a heading asks for no yes
    ],
)
def test_figures_of_two_times_or_sides_choose_rows(caption: str, question: str, rows: list[str]) -> None:
    assert [r.own.label for r in meeting_conditions(_query(question), _rows(caption))] == rows


@pytest.mark.parametrize(
    "question",
    [
        "Which ponds are red?",
        "what loans did it take out in june",
        "Which of the task group's ideas got knocked back?",
        "who bid for the footbridge job",
        "Who is getting climate fund cash and how much each?",
        "all the petitions and how many names on each pls",
        "risks that have got worse since december",
        "What's coming to scrutiny members in September 2025?",
        "List all the grants",
    ],
)
def test_a_plural_asks_for_several(question: str) -> None:
    assert asks_of_several(_query(question))


@pytest.mark.parametrize(
    "question",
    [
        "Which pond had the most frogs?",
        "How many ponds are red?",
        "Who chairs the committee?",
        "What percentage of ponds are red?",
        "Which draws more complaints, bins or roads?",
        "What was spent on ponds?",
        "All the depots together, how many potholes?",
        "Which councillor holds the ponds brief?",
    ],
)
def test_one_thing_or_a_figure_is_not_several(question: str) -> None:
    assert not asks_of_several(_query(question))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: OpenVinoE5, reader: BothReaders) -> Engine:
    folder = tmp_path_factory.mktemp("listed")
    (folder / "papers").mkdir()
    (folder / "papers" / "report.md").write_text(REPORT)
    store = Store(folder / "data", embedder)
    ingest([folder / "papers"], store)
    return Engine(StoreLibrary(store), reader=reader)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Which ponds have green status?", ("South", "East"), ("North", "Total")),
        (
            "Which groups were awarded grants in round 4, and how much each?",
            ("£2,400", "£310", "£1,950"),
            ("Total",),
        ),
        (
            "Which plans did people give their views on?",
            ("Table 4: Views on the plans", "Fill in West", "Fence South", "Sell East"),
            ("Table 2",),
        ),
        ("Which plans had more people against than for?", ("Fill in West", "Sell East"), ("Fence South",)),
    ],
)
def test_the_rows_asked_for_are_told_each_with_its_quote(
    engine: Engine, question: str, told: tuple[str, ...], untold: tuple[str, ...]
) -> None:
    answer = engine.ask(question).answer
    assert isinstance(answer, Answered)
    assert all(words in answer.text for words in told)
    assert not any(words in answer.text for words in untold)
    quoted = " ".join(c.quote.words for c in answer.citations)
    assert all(words in quoted for words in told)
