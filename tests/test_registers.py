"""The registers of decisions and actions: whole, in order, each row on its page."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from eval.briefings import weights_of
from ingest.papers import Outcome, Promise, ReadPaper
from ingest.reading.files import read_paper
from ingest.text.lines import plain
from rag.chains import chains
from rag.faults import verbatim
from rag.followed import answers_to
from rag.registers import Where, actions, decisions
from tests.conftest import ROOT
from tests.test_noted import MINUTES, read
from ui.registers import (
    ACTION_COLUMNS,
    DECISION_COLUMNS,
    action_row,
    csv_text,
    decision_row,
    rows_text,
    write_xlsx,
)


@pytest.fixture(scope="module")
def packs() -> tuple[ReadPaper, ...]:
    return tuple(read_paper(f) for f in sorted((ROOT / "corpus").glob("20*.md")))


def test_every_resolution_of_the_packs_is_a_row_with_its_words_whole(packs: tuple[ReadPaper, ...]) -> None:
    rows = decisions(packs)
    assert len(rows) == sum(len(p.resolutions) for p in packs)
    assert [r.part.date for r in rows] == sorted(r.part.date or date.min for r in rows)
    for row in rows:
        assert all(verbatim(q) for q in row.quotes)
    told = {" ".join(plain(r.text).split()) for p in packs for r in p.resolutions}
    assert {r.words for r in rows} == told


def test_rows_are_confined_by_committee_date_and_words(packs: tuple[ReadPaper, ...]) -> None:
    rows = decisions(packs, where=Where(committee="scrutiny", since=date(2021, 1, 1), words="food poverty"))
    assert [r.item.number for r in rows if r.item] == ["21"]
    assert not decisions(packs, where=Where(until=date(2016, 1, 1)))


def test_a_lost_amendment_is_a_row_that_says_so_and_a_hidden_part_has_none() -> None:
    paper = read(MINUTES.format(standing=""))
    lost = [d for d in decisions([paper]) if d.outcome is Outcome.LOST]
    assert [(d.what, d.votes.words if d.votes else None) for d in lost] == [("amendment", "1 for, 2 against")]
    assert decisions([paper], hidden={(paper.paper.id, 1)}) == ()


def test_actions_of_the_board_name_their_owners(packs: tuple[ReadPaper, ...]) -> None:
    rows = actions(packs, where=Where(since=date(2021, 1, 1)))
    undertaken = [(a.who, a.item.number) for a in rows if a.promise is Promise.UNDERTAKEN and a.item]
    assert undertaken == [("Officers", "21")]
    assert {a.who for a in rows if a.promise is Promise.RESOLVED} == {"the Scrutiny Board"}


def test_a_workbook_and_a_csv_hold_the_rows_and_no_formula(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    paper = read(MINUTES.format(standing=""))
    rows = [action_row(a) for a in actions([paper])]
    rows[1]["words"] = "=SUM(A1)"
    table = list(csv.DictReader(io.StringIO(csv_text(rows, ACTION_COLUMNS))))
    assert len(table) == len(rows) == 2
    assert table[1]["words"].startswith("'=SUM")
    write_xlsx(rows, ACTION_COLUMNS, tmp_path / "actions.xlsx", title="Actions")
    sheet = load_workbook(tmp_path / "actions.xlsx").worksheets[0]
    assert [c.value for c in sheet[1]][:3] == ["Committee", "Date", "Minute"]
    assert sheet.max_row == 3


def test_the_terminal_tells_the_vote_and_the_place() -> None:
    rows = [decision_row(d) for d in decisions([read(MINUTES.format(standing=""))])]
    assert tuple(rows[0]) == DECISION_COLUMNS
    text = rows_text(rows)
    assert "3 June 2025 · Housing Committee · 4. Garages" in text
    assert "[2 for, 1 against]" in text
    assert "minutes.txt" in text
    assert rows_text([]) == "Nothing in the papers held."


LATER = """Anytown Borough Council

Minutes of the meeting of the Housing Committee held on Tuesday, 2 September 2025

Present: Councillor A Ash (Chair), Councillor B Birch, Councillor C Cedar

1. Apologies

None.

2. Repairs

Further to Minute 3, the list of repairs by ward was provided to members in July, as requested.

RESOLVED that the list be noted.

3. Bicycle Sheds

RESOLVED that two sheds be built.
"""


def test_decisions_on_one_matter_are_a_chain_and_a_promise_kept_is_taken_up() -> None:
    before = read(MINUTES.format(standing=""), sha="a" * 64)
    after = read(LATER, name="later.txt", sha="b" * 64)
    weights = weights_of([before, after])
    groups = chains(decisions([before, after]), weights)
    assert [[d.part.date.month for d in g if d.part.date] for g in groups if len(g) > 1] == [[6, 9]]
    (promised,) = [a for a in actions([before]) if a.promise is Promise.UNDERTAKEN]
    (told,) = answers_to(promised, [before, after], weights)
    assert "as requested" in told.words
    assert answers_to(promised, [before, after], weights, until=date(2025, 8, 1)) == ()
    row = action_row(promised, taken_up=[told])
    assert "Taken up: " in rows_text([row])
    assert "Nothing in the papers held takes it up." in rows_text([action_row(promised)])
