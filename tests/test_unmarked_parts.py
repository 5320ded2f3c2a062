"""Minutes, records and reports that do not call themselves so, and titles that go on in the next line."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.papers import Kind, Page, ReadPaper
from ingest.structure.paper import read_structure

HEARING = """WIDGET BOROUGH COUNCIL

LICENSING SUB-COMMITTEE (PANEL B)

Record of the hearing held on Tuesday 14 October 2025 in the Town Hall, opening at 10.05 a.m.

Panel: Councillors Peter Ash (presiding), Edith Birch and Yasmin Cedar.

17. OPENING

Councillor Ash welcomed those present and explained the order of proceedings.

18. THE BLUE DOOR, 9 MILL LANE – REVIEW OF PREMISES LICENCE

18.1 Sergeant Reed told the Panel of seventeen incidents since March.

18.2 DECISION (unanimous): that the licence be not revoked, but that it be suspended for 28 days.

19. CLOSE

The hearing closed at 4.10 p.m.
"""
MINUTES_IN_PACK = """Agenda Item 3

WIDGET BOROUGH COUNCIL

AUDIT COMMITTEE

Tuesday, 23 September 2025 – 6.00 pm to 8.24 pm

In attendance: Councillor Elm in the Chair; Councillors Fir, Hazel and Larch.

AG.31 Apologies

Councillor Maple.

AG.32 Housing repairs: progress on a "Limited" audit

Six of fourteen actions were finished.

AGREED – that the report be noted with concern.

AG.33 Independent Members: term and
allowance

AGREED (unanimously) – that the allowance be left at £620.
"""
REPORT_OF = """Agenda Item 4

Meeting of:\tCABINET
Date of Meeting:\t20 NOVEMBER 2025
Report Title:\tWAIVERS OF CONTRACT RULES
Responsible Officer:\tTAMSIN REED, PROCUREMENT MANAGER

1. Purpose of Report

1.1 To tell the Committee of waivers.
"""
SUMMONS = """Public Document Pack

Widget County Borough Council

Dear Councillor,

Date: Friday, 14 November 2025

CABINET

A meeting of the Cabinet will be held in the Council Chamber on Thursday, 20 November 2025 at 10:00.

AGENDA

1. Apologies for Absence

2. Declarations of Interest

3. Approval of Minutes (Pages 4 - 8)

4. School Modernisation: Ash Infants School and
Birch Junior School – Outcome of Consultation (Pages 9 - 14)

5. Urgent Items
"""
COVER = """Widget Council

Record of decisions taken by Cabinet Members and officers

How to read this record. A decision of a Cabinet Member may be called in within five clear working days of its notice.
"""
RECORDS = (
    """CM/26/004 Traffic order: Mill Lane

Decision maker\tCouncillor Terence Oak, Cabinet Member for Highways
Date made\t15 January 2026
Wards\tMill
Decision\t1. To make the order on the east side. 2. Not to make it on the west side.

""",
    """OD/26/011 Purchase of 4 Weir Close

Decision maker\tDuncan Pine, Director of Resources
Date made\t29 January 2026
Decision\tTo buy the freehold for £485,000.
""",
)
PAPER = """Schools Forum, Thursday 12 March 2026 – Paper 5 (for consultation and, on section D, for decision)

High needs: where we stand at month 10

Plans stood at 3,112 in January.
"""


def read(*pages: str) -> ReadPaper:
    return read_structure(
        tuple(Page(number=n, text=text) for n, text in enumerate(pages, 1)),
        file_name="paper.pdf", path="paper.pdf", sha256="0" * 64, paginated=True,
    )  # fmt: skip


def test_a_hearings_record_is_minutes_of_its_panel_with_its_decision() -> None:
    paper = read(HEARING)
    (part,) = paper.parts
    assert (part.kind, part.committee, part.date) == (
        Kind.MINUTES, "Licensing Sub-Committee (Panel B)", date(2025, 10, 14)
    )  # fmt: skip
    (decided,) = paper.resolutions
    assert "suspended for 28 days" in decided.text
    assert decided.item is not None
    assert decided.item.title.startswith("THE BLUE DOOR")


def test_minutes_in_a_pack_that_no_word_marks_are_told_by_those_present_and_what_was_agreed() -> None:
    paper = read(SUMMONS, MINUTES_IN_PACK, REPORT_OF)
    minutes = next(p for p in paper.parts if p.kind is Kind.MINUTES)
    assert (minutes.committee, minutes.date) == ("Audit Committee", date(2025, 9, 23))
    items = [(i.number, i.title) for i in paper.items if i.part == minutes.number]
    assert items == [
        ("AG.31", "Apologies"),
        ("AG.32", 'Housing repairs: progress on a "Limited" audit'),
        ("AG.33", "Independent Members: term and allowance"),
    ]
    assert len(paper.resolutions) == 2


def test_a_report_headed_by_its_meeting_is_one_part_of_that_day() -> None:
    paper = read(SUMMONS, MINUTES_IN_PACK, REPORT_OF)
    (report,) = [p for p in paper.parts if p.kind is Kind.REPORT]
    assert (report.committee, report.date) == ("Cabinet", date(2025, 11, 20))
    assert report.title == "WAIVERS OF CONTRACT RULES"


def test_a_summons_with_an_agenda_is_the_agenda_of_the_day_it_calls_for() -> None:
    paper = read(SUMMONS)
    assert [(p.kind, p.date) for p in paper.parts] == [(Kind.AGENDA, date(2025, 11, 20))]
    (item,) = [i for i in paper.items if i.number == "4"]
    assert (
        item.title
        == "School Modernisation: Ash Infants School and Birch Junior School – Outcome of Consultation"
    )
    assert item.pages == "9 - 14"


def test_each_record_of_a_list_is_of_its_decider_and_day_though_none_names_its_title() -> None:
    paper = read(COVER, *RECORDS)
    told = [(p.title, p.committee, p.date) for p in paper.parts if p.kind is Kind.DECISION_RECORD]
    assert told == [
        ("CM/26/004 Traffic order: Mill Lane", "Councillor Terence Oak, Cabinet Member for Highways", date(2026, 1, 15)),
        ("OD/26/011 Purchase of 4 Weir Close", "Duncan Pine, Director of Resources", date(2026, 1, 29)),
    ]  # fmt: skip


def test_a_paper_headed_by_its_meeting_and_its_number_is_of_that_meeting() -> None:
    (part,) = read(PAPER).parts
    assert (part.committee, part.date) == ("Schools Forum", date(2026, 3, 12))


@pytest.mark.parametrize(
    "words",
    ["The posts are\n11.4 full-time equivalents; 7.8 are in post.", "It came to\n2.5 million pounds."],
)
def test_a_number_that_counts_something_starts_no_paragraph(words: str) -> None:
    (passage,) = read(words).passages
    assert "\n\n" not in passage.text


def test_an_agenda_with_its_members_named_is_no_minutes() -> None:
    agenda = SUMMONS.replace("Dear Councillor,", "Panel: Councillors Ash, Birch and Cedar")
    assert [p.kind for p in read(agenda + "\nRESOLVED: that this be shown.\n").parts] == [Kind.AGENDA]


SIDE = """HIGHWAYS COMMITTEE

Date: Thursday, 6 March 2025

AGENDA

1. Apologies for absence
2. Minutes – 23 January 2025 and Action Log\t(Pages 3
- 8)
3. Petitions and Public Questions
4. Review of Supported Bus Services and Bus Service\t(Pages 9
Improvement Plan Allocation 2025/26\t- 12)
5. Response to Petition: A Safer Crossing for Mill Lane,\t(Pages
Tarrowby\t13 - 16)
6. Date of Next Meeting
"""
TO_AND_FROM = """Agenda Item 5

RESPONSE TO PETITION: A SAFER CROSSING FOR
MILL LANE, TARROWBY

To:	Highways Committee
Meeting Date: 6 March 2025
From: Executive Director, Place
Key decision: No

1. Background

1.1 The petition had 1,047 signatures.
"""
NUMBERED = """WIDGET HEALTH AND SOCIAL CARE PARTNERSHIP

INTEGRATION JOINT BOARD

MINUTE of MEETING held in the Town House on Wednesday 18 June 2025 at 2.00 p.m.

Present: Councillor Ash (Chair), Dr Birch and Mr Cedar.

C/81 APOLOGIES

There were none.

C/82 PERFORMANCE REPORT: QUARTER 4 (Report No.
IJB/25/21)

The Board noted the report.

C/83 20mph ZONES

The Board resolved that no view be given.

C/84 24/01433/OUT – LAND NORTH OF BARLEY ROAD, SNORHAM

RESOLVED that permission be granted.

C/85 Application 23/0590/FUL - Land north of Sedge Lane, Marfleet: 48 dwellings with access and open space
The officer showed the plans and said that two letters had been received since the report was written.
"""


def test_an_agendas_pages_at_its_side_are_its_items_and_no_part_of_their_titles() -> None:
    items = {i.number: (i.title, i.pages) for i in read(SIDE).items}
    assert items["2"] == ("Minutes – 23 January 2025 and Action Log", "3 - 8")
    assert items["4"] == (
        "Review of Supported Bus Services and Bus Service Improvement Plan Allocation 2025/26",
        "9 - 12",
    )
    assert items["5"] == ("Response to Petition: A Safer Crossing for Mill Lane, Tarrowby", "13 - 16")
    assert len(items) == 6


def test_a_report_under_to_and_from_is_titled_by_the_heading_over_them() -> None:
    (_, report) = read(SIDE, TO_AND_FROM).parts
    assert report.kind is Kind.REPORT
    assert report.title == "RESPONSE TO PETITION: A SAFER CROSSING FOR MILL LANE, TARROWBY"
    assert report.agenda_item == "5. Response to Petition: A Safer Crossing for Mill Lane, Tarrowby"


def test_items_numbered_by_letters_and_the_board_that_a_partnership_has() -> None:
    paper = read(NUMBERED)
    assert paper.parts[0].committee == "Integration Joint Board"
    assert [(i.number, i.title) for i in paper.items] == [
        ("C/81", "APOLOGIES"),
        ("C/82", "PERFORMANCE REPORT: QUARTER 4 (Report No. IJB/25/21)"),
        ("C/83", "20mph ZONES"),
        ("C/84", "24/01433/OUT – LAND NORTH OF BARLEY ROAD, SNORHAM"),
        (
            "C/85",
            "Application 23/0590/FUL - Land north of Sedge Lane, Marfleet: 48 dwellings with access and open space",
        ),
    ]


def test_who_reports_is_no_title() -> None:
    page = "Agenda Item 5\n\nInternal Audit progress, quarter 2\n\nReport of: Head of Internal Audit\nDate: 25 November 2025\nWards: All\n\nAll is well."
    assert read(SIDE, page).parts[1].title == "Internal Audit progress, quarter 2"
