"""Figures that moved, that two papers give otherwise, and targets missed: told where the words are certain, else not."""

from __future__ import annotations

import json

import pytest

from eval.figures import score
from ingest.papers import Placed, ReadPaper
from ingest.reading.files import read_paper
from rag.briefing import figures_of
from rag.compared import differing, index, moved_since
from rag.faults import fault
from rag.meetings import meetings
from rag.movements import movements
from rag.places import placed_in
from rag.targets import missed
from rag.told import told_sentences
from rag.worth_asking import questions
from tests.conftest import ROOT
from tests.test_briefing import AGENDA
from tests.test_noted import read

REPORT = """Housing Committee

Report of the Director of Homes

1 July 2025

Repairs

2.1 In 2024/25 the average wait for an urgent repair in council homes was {wait} days.

{more}
"""


def paper(*, wait: str = "9", more: str = "", name: str = "report.txt", sha: str = "a" * 64) -> ReadPaper:
    return read(REPORT.format(wait=wait, more=more), name=name, sha=sha)


def passages(one: ReadPaper) -> list[Placed]:
    return [placed_in(one, p) for p in one.passages]


def test_two_papers_with_other_figures_in_the_same_words_differ() -> None:
    ours, theirs = paper(), paper(wait="12", name="annual.txt", sha="b" * 64)
    (told,) = differing(passages(ours), index([ours, theirs]))
    assert "was 9 days.”" in told.words
    assert "was 12 days.”" in told.words
    assert {q.placed.paper.file_name for q in told.quotes} == {"report.txt", "annual.txt"}
    assert fault(told) is None


@pytest.mark.parametrize("other", [
    {"wait": "9"},  # the same figure
    {"wait": "12", "more": "In 2024/25 the average wait for an urgent repair in council homes was 15 days."},  # two meanings
    {"wait": "12%"},  # another unit
])  # fmt: skip
def test_what_is_the_same_or_uncertain_does_not_differ(other: dict[str, str]) -> None:
    ours, theirs = paper(), paper(name="annual.txt", sha="b" * 64, **other)
    assert differing(passages(ours), index([ours, theirs])) == ()


def test_an_amendment_and_a_hidden_paper_are_no_second_figure() -> None:
    ours = paper()
    other = read(
        REPORT.format(wait="12", more="").replace("Repairs\n", "Alternative budget: repairs\n"),
        name="alternative budget.txt",
        sha="b" * 64,
    )
    assert differing(passages(ours), index([ours, other])) == ()
    theirs = paper(wait="12", name="annual.txt", sha="b" * 64)
    assert differing(passages(ours), index([ours, theirs], hidden=[(theirs.paper.id, 1)])) == ()


def test_the_same_measure_for_another_period_has_moved() -> None:
    ours = paper()
    theirs = read(
        REPORT.format(wait="12", more="").replace("2024/25", "2023/24"), name="before.txt", sha="b" * 64
    )
    known = index([ours, theirs])
    (told,) = moved_since(passages(ours), known)
    assert "In 2023/24" in told.words
    assert differing(passages(ours), known) == ()
    assert fault(told) is None


TABLE = """Indicator\tBaseline 23/24\tTarget 24/25\tTarget 25/26\tActual Q4 24/25\tYear to date 24/25
Homes inspected for damp and mould each year\t100\t{first}\t{second}\t20\t{actual}
"""


@pytest.mark.parametrize(("first", "second", "actual", "told"), [
    ("150", "200", "140", True),  # more is aimed at, and fewer came
    ("90", "80", "95", True),  # less is aimed at, and more came
    ("150", "200", "150", False),  # met
    ("150", "120", "140", False),  # which way is better is not said
    ("150", "200", "140%", False),  # another unit
    ("better than the average of 150", "200", "140", False),  # no plain figure
])  # fmt: skip
def test_a_row_tells_a_missed_target_only_where_its_way_is_certain(
    first: str, second: str, actual: str, told: bool
) -> None:
    found = missed(passages(paper(more=TABLE.format(first=first, second=second, actual=actual))))
    assert bool(found) is told
    for statement in found:
        assert f"Target 24/25 {first}; Year to date 24/25 {actual}." in statement.words
        assert fault(statement) is None


def test_a_row_that_says_itself_that_its_target_was_missed_is_told() -> None:
    table = "Measure\tTarget\tActual\tRAG\nCalls answered within a minute\t90%\t81%\tRed\nLetters answered in a week\t90%\t85%\tAmber\n"
    (told,) = missed(passages(paper(more=table)))
    assert told.words == "“Calls answered within a minute”: Target 90%; Actual 81%; RAG: Red."


@pytest.mark.parametrize(("sentence", "told"), [
    ("The service did not meet its target of 95% in the year.", True),
    ("Three of the ten indicators were performing below the agreed target.", True),
    ("Performance at the end of the quarter was below target at 84%.", True),
    ("Sickness absence was 7.2 days a year, below the target of 8 days.", False),
    ("Performance was positively below the internal target of 10 per cent.", False),
    ("There were no measures reporting below target within the finance portfolio.", False),
    ("Officers named the measures that had performed above or below target twice.", False),
    ("The target of 40 inspections has not been achieved.", True),
    ("If spending grows the council may fall short of its target.", False),
    ("The council is forecast to be below its target of 95% next year.", False),
    ("The service met its target of 95% and was never below target.", False),
    ("Which services did not meet their target this year, and why?", False),
])  # fmt: skip
def test_a_sentence_tells_a_missed_target_only_where_it_has_happened(sentence: str, told: bool) -> None:
    assert bool(missed(passages(paper(more=sentence)))) is told


SPEND = """Table 2: Spend on temporary homes by sort of home

All figures in £m

\t{columns}
Bed and breakfast hotels\t{cells}
"""


@pytest.mark.parametrize(("columns", "cells", "told"), [
    ("2022-23\t2023-24\t2024-25", "12\t15\t21", "12 in 2022-23 and 21 in 2024-25"),
    ("2024-25 £m\t2023-24 £m\tChange £m", "21\t15\t6", "15 in 2023-24 £m and 21 in 2024-25 £m"),
    ("2023-24\t2024-25\tStaff", "15\t21\t4", None),
    ("2023-24\t2024-25", "15\t15", None),
])  # fmt: skip
def test_a_row_moved_from_its_first_period_to_its_last_with_caption_and_unit(
    columns: str, cells: str, told: str | None
) -> None:
    found = movements(passages(paper(more=SPEND.format(columns=columns, cells=cells))))
    assert [bool(told) and (told or "") in s.words for s in found] == ([True] if told else [])
    for statement in found:
        assert statement.words.startswith(
            "“Table 2: Spend on temporary homes by sort of home”, “All figures in £m”: "
        )
        assert fault(statement) is None


def test_a_sentence_is_told_without_its_heading_and_number() -> None:
    text = "Homes and tenants\n\n2.1 Rents fell.\n\nB) They rose."
    assert [words for _, _, words in told_sentences(text)] == ["Rents fell.", "They rose."]
    assert all(text[start:end].startswith(("Rents", "They")) for start, end, _ in told_sentences(text))


def test_a_question_is_asked_of_each_sort_of_figure_and_holds() -> None:
    ours = paper(more="The service did not meet its target of 95% in the year.")
    theirs = paper(wait="12", name="annual.txt", sha="b" * 64)
    figures = figures_of(passages(ours), index([ours, theirs]))
    (meeting,) = meetings([read(AGENDA, name="agenda.txt", sha="c" * 64)])
    asked = questions((), figures, (), meeting)
    assert [s.words.rsplit("”", 1)[-1].strip(" .") for s in asked] == [
        "Which of them is right?",
        "How will the target be met?",
    ]
    assert [fault(s) for s in asked] == [None, None]


@pytest.mark.parametrize(("sentence", "told"), [
    ("Repeat referrals to the service fell from 30 in 2023 to 21 in 2024.", True),
    ("Repeat referrals have reduced to 5.6% in 2020/21, from 7.7% in 2019/20.", True),
    ("The most recent share was 7%, which has fallen from 10% last year.", True),
    ("There were 102 referrals in 2020/21, a small decrease on the 107 of 2019/20.", True),
    ("In autumn 2020 the uptake of places was 61% compared to 76% in autumn 2019.", True),
    ("The uptake of places was 61% compared to 76% nationally in autumn 2019.", False),
    ("Repeat referrals are expected to fall from 30 in 2023 to 21 in 2024.", False),
    ("The programme was extended from 2019 to 2021 and grew with the years.", False),
])  # fmt: skip
def test_a_sentence_tells_a_change_only_with_both_figures_and_when_it_has_happened(
    sentence: str, told: bool
) -> None:
    assert [s.words for s in movements(passages(paper(more=sentence))) if sentence in s.words] == (
        [f"“{sentence}”"] if told else []
    )


def test_a_limit_that_both_papers_give_for_each_year_has_not_moved() -> None:
    limits = "\t2024/25\t2025/26\nUpper limit on sums invested beyond the year's end\t£150m\t£100m\n"
    ours, theirs = paper(more=limits), paper(more=limits, name="annual.txt", sha="b" * 64)
    assert moved_since(passages(ours), index([ours, theirs])) == ()


def test_every_line_told_of_figures_was_judged_on_its_page() -> None:
    truth = json.loads((ROOT / "tests/truth/figures.json").read_text("utf-8"))
    reads = {f"corpus/{f.name}": read_paper(f) for f in sorted((ROOT / "corpus").glob("20*.*"))}
    tally, lines = score(truth, reads)
    assert [line for line in lines if not line.startswith("missed")] == []
    assert tally["right"] == tally["told"] > 25
    assert tally["wanted found"] >= 26
    spoilt = {
        path: {"claims": [c | {"holds": False} for c in t.get("claims", [])]} for path, t in truth.items()
    }
    assert score(spoilt, reads)[0]["wrong"] == tally["told"]
