"""Work programmes: what is planned for which meeting, in tables and lists, and what became of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.papers import ReadPaper
from ingest.reading.files import read_paper
from ingest.store.catalogue import Catalogue
from rag.faults import fault
from rag.programme import Became, Outturn, outturns, planned
from rag.topics import places_of
from tests.conftest import ROOT
from tests.test_briefing import AGENDA, weights_of
from tests.test_noted import read
from ui.cli import main
from ui.registers import PROGRAMME_COLUMNS, programme_row, rows_text
from ui.sheets import BECAME

LISTED = """Housing Committee

1 July 2025

Housing Committee Work Programme 2025-26

1 July 2025
- Repairs and damp
- Rents and service charges
2 September 2025
- Garages
"""


def told(reads: list[ReadPaper]) -> dict[str, Outturn]:
    acronyms = {a.short: a.long for r in reads for a in r.acronyms}
    found = outturns(
        planned(reads), reads, weights_of(tuple(reads)), acronyms=acronyms, places=places_of(reads)
    )
    assert [fault(o.told) for o in found] == [None] * len(found)
    return {o.planned.title: o for o in found}


@pytest.fixture(scope="module")
def pack() -> ReadPaper:
    return read_paper(ROOT / "corpus" / "2022-03-17-education-childrens-services-scrutiny-board-2.md")


def test_a_table_is_read_with_the_meeting_that_stands_above(pack: ReadPaper) -> None:
    found = told([pack])
    assert len(found) == 20  # "School Readiness" is planned twice: for December, and again without a day
    became = {title: outturn.became for title, outturn in found.items()}
    assert became["Family Health and Lifestyles Service update"] is Became.TAKEN
    assert became["School holiday FSM and activity provision update"] is Became.TAKEN
    assert (
        became[
            "Voice of the Child - use of technology to engage specific groups of children and young people"
        ]
        is Became.TAKEN
    )
    assert became["Children's Services Strategic Plan and Journey to Excellence"] is Became.NOTHING
    assert became["Ofsted Outcomes and Action Plan"] is Became.NO_PAPERS
    assert became["Library provision"] is Became.NO_MEETING
    partnership = found["Safeguarding Children's Partnership Annual Report"]
    assert partnership.told.words.endswith(
        "17 March 2022: “4. Coventry Safeguarding Children Partnership Annual Report 2020-2021”."
    )
    assert [q.words.split("\t")[0] for q in partnership.told.quotes[:1]] == ["17th March 2022"]


def test_a_list_under_dates_is_read_and_what_was_not_taken_is_said() -> None:
    agenda = read(AGENDA, name="agenda.txt", sha="a" * 64)
    plan = read(LISTED, name="programme.txt", sha="b" * 64)
    found = told([agenda, plan])
    assert {title: o.became for title, o in found.items()} == {
        "Repairs and damp": Became.TAKEN,
        "Rents and service charges": Became.NOTHING,
        "Garages": Became.NO_PAPERS,
    }


def test_what_is_put_off_or_taken_at_a_later_meeting_is_told() -> None:
    agenda = read(AGENDA, name="agenda.txt", sha="a" * 64)
    plan = read(
        LISTED.replace("2 September 2025", "3 June 2025").replace("charges", "charges - deferred"),
        name="programme.txt",
        sha="b" * 64,
    )
    found = told([agenda, plan])
    assert found["Garages"].became is Became.TAKEN_LATER
    assert found["Rents and service charges - deferred"].became is Became.PUT_OFF
    row = programme_row(found["Garages"])
    assert tuple(row) == PROGRAMME_COLUMNS
    assert row["due"] == "2025-06-03"
    assert "Became: taken at another meeting" in rows_text([row])


def test_the_command_lists_what_is_open(
    pack: ReadPaper, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = Catalogue(tmp_path / "catalogue.sqlite")
    held.put(pack, digests=[p.id for p in pack.passages])
    held.close()
    assert main(["--data", str(tmp_path), "programme", "safeguarding", "annual", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["due"], row["became"]) == ("2022-03-17", "taken")
    assert main(["--data", str(tmp_path), "programme", "--open", "--csv"]) == 0
    out = capsys.readouterr().out
    assert "Journey to Excellence" in out
    assert "Partnership Annual Report" not in out
    assert main(["--data", str(tmp_path), "programme", "--xlsx", str(tmp_path / "plan.xlsx")]) == 0
    assert (tmp_path / "plan.xlsx").stat().st_size > 3000


FORWARD = """Housing Committee

1 July 2025

Forward Plan of the Housing Committee

Decision maker\tReport title\tExpected date\tReason
Cabinet Member\tRepairs and damp\tJuly 2025\tKey decision over £500,000
Cabinet Member\tRents and service charges\tJuly 2025\tKey decision over £500,000
Cabinet Member\tPerformance report\tJuly 2025\tKey decision over £500,000
Cabinet Member\tGarages\tJune 2025\tKey decision over £500,000
"""


def test_a_plan_by_months_is_followed_and_what_is_too_general_is_said() -> None:
    agenda = read(AGENDA, name="agenda.txt", sha="a" * 64)
    found = told([agenda, read(FORWARD, name="forward plan.txt", sha="b" * 64)])
    assert {title: o.became for title, o in found.items()} == {
        "Repairs and damp": Became.TAKEN,
        "Rents and service charges": Became.NOTHING,
        "Performance report": Became.UNCLEAR,
        "Garages": Became.TAKEN_LATER,
    }
    assert set(BECAME) == set(Became)
