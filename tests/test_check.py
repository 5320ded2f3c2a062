"""The check of answers: each fault is planted, and caught; what is honest passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ingest.papers import Kind, Outcome, Paper, Part, Passage, Placed, Resolution, Role, Span
from rag.answers import Ask, Draft, Query, Quote, Statement
from rag.check import check, compose
from rag.faults import fault

TEXT = "RESOLVED that rents rise by 4% from 1 April 2023.\n\nMembers asked about 1,250 voids. The report was noted."
PLACED = Placed(
    passage=Passage(
        id="a-0001-0001", paper_id="a", part=1, role=Role.RESOLUTION, text=TEXT,
        spans=(Span(page=1, start=0, end=len(TEXT)),), headings=(), columns=(), item="7. Rents",
    ),
    part=Part(
        number=1, kind=Kind.MINUTES, committee="Housing Committee", date=date(2023, 5, 4), title="Minutes",
        agenda_item=None, span=Span(page=1, start=0, end=len(TEXT)), last_page=1,
    ),
    paper=Paper(
        id="a", sha256="a", file_name="a.md", path="/a.md", title="Minutes", kind=Kind.MINUTES,
        committee="Housing Committee", date=date(2023, 5, 4), page_count=0, paginated=False,
    ),
)  # fmt: skip
REPORT = replace(PLACED, part=replace(PLACED.part, kind=Kind.REPORT))


def quote(words: str, placed: Placed = PLACED) -> Quote:
    start = placed.passage.text.index(words)
    return Quote(placed=placed, start=start, end=start + len(words))


RISE = quote("RESOLVED that rents rise by 4% from 1 April 2023.")
VOIDS = quote("Members asked about 1,250 voids.")

FAULTS = {
    "no citation": Statement(words="Rents rise.", quotes=()),
    "an empty quote": Statement(words="Rents rise.", quotes=(Quote(placed=PLACED, start=5, end=5),)),
    "a quote past the end": Statement(words="Rents rise.", quotes=(Quote(placed=PLACED, start=5, end=5000),)),
    "another figure": Statement(words="Rents rise by 5%.", quotes=(RISE,)),
    "another year": Statement(words="The Housing Committee on 4 May 2022:", quotes=(RISE,)),
    "another day": Statement(words="“RESOLVED that rents rise by 4% from 2 April 2023.”", quotes=(RISE,)),
    "one word changed": Statement(
        words="“RESOLVED that rents fall by 4% from 1 April 2023.”", quotes=(RISE,)
    ),
    "a dropped word": Statement(words="“Members asked 1,250 voids.”", quotes=(VOIDS,)),
    "words of another place": Statement(words="“The report was noted.”", quotes=(VOIDS,)),
    "a decision of another body": Statement(
        words="The Cabinet resolved that rents rise by 4% from 1 April 2023.", quotes=(RISE,)
    ),
    "a report told as a decision": Statement(
        words="The Housing Committee approved this:",
        quotes=(quote("Members asked about 1,250 voids.", REPORT),),
    ),
    "swapped digits": Statement(words="There were 1,520 voids.", quotes=(VOIDS,)),
    "an invented minute": Statement(
        words="The Housing Committee (minute 9. Rents) resolved:", quotes=(RISE,)
    ),
}
HONEST = {
    "the words": Statement(words="“RESOLVED that rents rise by 4% from 1 April 2023.”", quotes=(RISE,)),
    "words cut short": Statement(words="“RESOLVED that rents rise by 4% …”", quotes=(RISE,)),
    "a lead": Statement(
        words="The Housing Committee resolved on 4 May 2023 (minute 7. Rents):", quotes=(RISE,)
    ),
    "a figure without its comma": Statement(words="There were 1250 voids.", quotes=(VOIDS,)),
}


@pytest.mark.parametrize("statement", FAULTS.values(), ids=FAULTS.keys())
def test_a_faulty_statement_is_dropped_with_its_reason(statement: Statement) -> None:
    checked = check(Draft(statements=(statement,)))
    assert checked.statements == ()
    assert len(checked.dropped) == 1


@pytest.mark.parametrize("statement", HONEST.values(), ids=HONEST.keys())
def test_an_honest_statement_passes(statement: Statement) -> None:
    assert fault(statement) is None


def test_a_lost_motion_is_never_told_as_resolved() -> None:
    lost = Resolution(
        part=1, item=None, ordinal=1, stem="", clauses=(), text=RISE.words, spans=(), outcome=Outcome.LOST
    )  # fmt: skip
    assert check(Draft(statements=(HONEST["the words"],)), resolutions=(lost,)).statements == ()
    assert check(Draft(statements=(HONEST["the words"],))).statements


def test_a_lead_goes_when_nothing_is_left_under_it() -> None:
    checked = check(Draft(statements=(HONEST["a lead"], FAULTS["one word changed"])))
    assert checked.statements == ()
    assert len(checked.dropped) == 2


def test_quotes_that_follow_each_other_share_a_citation_and_others_do_not() -> None:
    note = Statement(words="“The report was noted.”", quotes=(quote("The report was noted."),))
    voids = Statement(words="“Members asked about 1,250 voids.”", quotes=(VOIDS,))
    together = compose((voids, note))
    assert [c.quote.words for c in together.citations] == [
        "Members asked about 1,250 voids. The report was noted."
    ]
    apart = compose((note, HONEST["the words"]))
    assert [c.n for c in apart.citations] == [1, 2]
    assert (
        apart.text == "“The report was noted.” [1]\n“RESOLVED that rents rise by 4% from 1 April 2023.” [2]"
    )


def test_a_name_that_is_a_lone_letter_does_not_stop_the_check() -> None:
    assert fault(Statement(words="Rents rise, said S of the Housing Committee for A & S.", quotes=(RISE,)))


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("263 had come by September, against 201 in the same period of 2022.", True),
        ("The figure was 74, compared with 88 in the same quarter of 2022.", True),
        ("More than 200 homes were built in 2022.", False),
        ("Fewer than 30 complaints came in 2022.", False),
        ("Rather than £5m, the Council spent £3m in 2022.", False),
        ("Against a target of 90% in 2022 the service reached 85%.", False),
    ],
)
def test_a_figure_of_another_year_goes_unless_that_year_is_of_what_it_is_compared_with(
    words: str, kept: bool
) -> None:
    placed = replace(
        PLACED,
        passage=replace(
            PLACED.passage, text=words, role=Role.PROSE, spans=(Span(page=1, start=0, end=len(words)),)
        ),
    )
    asked = "How many were there in 2023?"
    query = Query(question=asked, text=asked, ask=Ask.FIGURE, terms=(), years=frozenset({"2023"}))
    draft = Draft(statements=(Statement(words=f"“{words}”", quotes=(quote(words, placed),)),))
    assert bool(check(draft, query=query).statements) is kept
