"""Packs as PDFs give them: an agenda set in a table, reports behind "Agenda Item 4", records of several decisions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eval.gold import read_gold
from eval.matching import run_of
from ingest.papers import Kind, Page, ReadPaper
from ingest.reading.files import read_paper
from ingest.structure.paper import read_structure

AGENDA = """WIDGET COUNCIL

Ways and Means Committee

Date\tThursday 12 June 2025
Time\t10.30 a.m.

A meeting of the Ways and Means Committee will be held as set out above.

BUSINESS

Item\tBusiness\tLead\tPages
1.\tApologies and Declarations of Interest\t-\t-
2.\tMinute of Meeting of the Ways and Means Committee of 27 March 2025 (copy herewith)\t-\t3 - 4
3.\tRolling Action List – report by Head of Law\tJ Fern\t5
4.\tRepairs to the Quay. Report of the Director of Works.\tC Reed\t6 - 7
5.\tSale of Land at Mill Lane\tC Reed\tPrivate
"""
ACTIONS = """Agenda Item 3

Report to: Ways and Means Committee Date: 12 June 2025

Report by: Head of Law Report No: LAW/31/25

Subject: ROLLING ACTION LIST

1.1 The purpose of this report is to tell the Committee how far its actions are.

Date and paragraph\tAction\tLead\tDue\tStatus at 30 May 2025
27 March 2025, para 9\tLetter to Members on the ferry timetable\tS Rao\tNo date set\tOutstanding. Asked of the operator.
27 March 2025, para 4\tSurvey of the quay\tC Reed\tJune 2025\tComplete. See item 4.
30 January 2025, para 9\tNote on harbour dues\tC Reed\tMay 2025\tNot started.
"""
QUAY = """Agenda Item 4

Ways and Means Committee, 12 June 2025

Repairs to the Quay

Report of the Director of Works

Recommendations

The Committee is recommended to:

(a) note the survey of the quay; and

(b) approve up to £95,000 from the Harbour Reserve for its repair.

1.1 The wall has moved by 14 mm since 2019.
"""
TABLED = """Agenda Item 5

Committee\tWays and Means Committee
Date\t12 June 2025
Title\tHarbour Dues
Report of\tDirector of Works

1.1 Dues were last raised in 2021.
"""
RECORDS = (
    "WIDGET COUNCIL\n\nRecord of decisions taken by individual Cabinet Members\n\n22 September to 7 November 2025\n\nThis brings the records together.",
    "Title Market Street: traffic order\n\nDecision maker Councillor Ann Penn, Cabinet Member for Highways and\nTransport\n\n"
    "Date of decision 22 September 2025\n\nKey decision No\n\nDecision\n\nThat the order be made permanent.",
    "Title Orchard School: age limit\n\nDecision maker Councillor Bo Quill, Cabinet Member for Schools\n\n"
    "Date of decision 25 September 2025\n\nKey decision No\n\nDecision\n\nThat the limit be lowered to two.",
)


def read(*pages: str) -> ReadPaper:
    return read_structure(
        [Page(number=n, text=text) for n, text in enumerate(pages, 1)],
        file_name="pack.pdf", path="pack.pdf", sha256="cd" * 32, paginated=True,
    )  # fmt: skip


def test_an_agenda_set_in_a_table_gives_its_items_their_pages_and_no_more_than_their_titles() -> None:
    pack = read(AGENDA)
    assert [(p.kind, p.committee, p.date) for p in pack.parts] == [
        (Kind.AGENDA, "Ways and Means Committee", date(2025, 6, 12))
    ]
    assert [(i.number, i.title, i.pages) for i in pack.items] == [
        ("1", "Apologies and Declarations of Interest", None),
        ("2", "Minute of Meeting of the Ways and Means Committee of 27 March 2025 (copy herewith)", "3 - 4"),
        ("3", "Rolling Action List", "5"),
        ("4", "Repairs to the Quay", "6 - 7"),
        ("5", "Sale of Land at Mill Lane", None),
    ]


def test_each_report_of_a_pack_is_a_part_of_its_own_with_its_subject_and_its_item() -> None:
    pack = read(AGENDA, ACTIONS, QUAY, TABLED)
    assert [(p.kind, p.title, p.agenda_item) for p in pack.parts[1:]] == [
        (Kind.REPORT, "ROLLING ACTION LIST", "3. Rolling Action List"),
        (Kind.REPORT, "Repairs to the Quay", "4. Repairs to the Quay"),
        (Kind.REPORT, "Harbour Dues", "5. Sale of Land at Mill Lane"),
    ]
    assert [len(r.clauses) for r in pack.recommendations] == [2]


def test_a_paper_of_several_records_is_split_into_them_each_with_its_decider_and_day() -> None:
    paper = read(*RECORDS)
    records = [p for p in paper.parts if p.kind is Kind.DECISION_RECORD]
    assert [(p.title, p.committee, p.date) for p in records] == [
        ("Market Street: traffic order", "Councillor Ann Penn, Cabinet Member for Highways and Transport", date(2025, 9, 22)),
        ("Orchard School: age limit", "Councillor Bo Quill, Cabinet Member for Schools", date(2025, 9, 25)),
    ]  # fmt: skip
    assert not paper.items  # "22 September to 7 November" is a span of days, and no item 22


@pytest.mark.parametrize("line", ["Committee\tDate\tTitle", "Title\tDate", "Subject\tReport of"])
def test_the_head_of_a_table_opens_no_report(line: str) -> None:
    paper = read(f"Notes on parks\n\nSome words.\n\n{line}\nRoses\tMay\tJune\nTulips\tApril\tMay")
    assert len(paper.parts) == 1


PACKS = Path(__file__).parents[1] / "eval" / "packs"


@pytest.mark.parametrize(
    ("file", "items", "reports"),
    [
        ("BG/papers/cabinet-pack-14-october-2025.pdf", 12, "5 5 5 6 6 7 7 8 8 9"),
        ("BI/papers/strathorrin_policy_resources_pack_120625.pdf", 11, "3 4 5 6 7 8 9 10"),
        ("BK/papers/audit-governance-pack-251125.pdf", 11, "5 6 7 8"),
        ("BL/papers/cwmdawr_cabinet_pack_2025-11-20.pdf", 10, "4 4 5 5 6 6 7"),
        ("BO/papers/cabinet_pack_20251113.pdf", 12, "7 7 8 9 9"),
        ("BP/papers/harnshire-highways-transport-pack-2025-03-06.pdf", 11, "4 5 6 7 8"),
    ],
)
def test_a_pack_printed_to_pdf_is_split_at_its_agenda_items(file: str, items: int, reports: str) -> None:
    pack = read_paper(PACKS / file)
    agenda = next(p for p in pack.parts if p.kind is Kind.AGENDA)
    assert [i.number for i in pack.items if i.part == agenda.number] == [str(n) for n in range(1, items + 1)]
    filed = [p.agenda_item for p in pack.parts if p.kind not in {Kind.AGENDA, Kind.MINUTES}]
    assert [item.partition(".")[0] for item in filed if item] == reports.split()
    assert len([p for p in pack.parts if p.kind is Kind.MINUTES]) == 1


def test_each_set_of_questions_on_the_packs_stands_in_their_papers() -> None:
    sets = [folder for folder in sorted(PACKS.iterdir()) if folder.is_dir()]
    for folder in sets:
        texts = {
            file.name: run_of("".join(page.text for page in read_paper(file).pages))
            for file in (folder / "papers").iterdir()
        }
        for row in read_gold(folder / "gold.jsonl"):
            for snippet in row.evidence:
                assert any(run_of(snippet) in texts[name] for name in row.source_file), (row.id, snippet)
    assert len(sets) == 17
