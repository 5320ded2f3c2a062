"""Papers that are no minutes by their heads: web pages of one item, decision lists, appendices that name their meeting."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.papers import Kind, Presence, Role
from ingest.reading.files import read_paper
from tests.test_noted import read

ITEM = """Agenda item

Allotment rents

To consider the rents of allotments.

Minutes:

The Clerk reported that the rents had stood since 1 April 2019.

RESOLVED that

(a) rents rise by 3%; and

(b) the waiting list be closed.

Supporting documents:
"""


@pytest.mark.parametrize(
    ("head", "committee", "day"),
    [
        ("Ponds Monitoring\nAs at June\nBy the Director\n\nTo Ponds Board – 4 March 2025\tUnrestricted", "Ponds Board", date(2025, 3, 4)),
        ("Pond care: Appendix 2 – Ponds Committee 4 March 2025", "Ponds Committee", date(2025, 3, 4)),
        ("Question 1\n\nPONDS COMMITTEE\n\nTuesday 4 March 2025\n\nQuestion by A to B", "Ponds Committee", date(2025, 3, 4)),
        ("Meeting\n\nPonds Committee - Tuesday 4 March 2025 7:30 pm, CANCELLED", "Ponds Committee", date(2025, 3, 4)),
        ("Pond policy\n\nApproved by the Ponds Committee 4 March 2025", None, None),
        ("Pond policy\n\nLast reviewed: Ponds Committee, 4 March 2025", None, None),
        ("Pond figures as at 4 March 2025", None, None),
    ],
)  # fmt: skip
def test_an_appendix_is_of_the_meeting_that_its_first_lines_name(
    head: str, committee: str | None, day: date | None
) -> None:
    (part,) = read(f"{head}\n\nThe ponds hold forty thousand litres of water and two hundred newts.\n").parts
    assert (part.kind, part.committee, part.date) == (Kind.OTHER, committee, day)


def test_a_page_of_one_item_is_minutes_of_no_known_day() -> None:
    paper = read(ITEM, name="anytown-allotments.txt")
    (part,) = paper.parts
    assert (part.kind, part.committee, part.date) == (Kind.MINUTES, None, None)
    assert [i.title for i in paper.items] == ["Allotment rents"]
    assert [len(r.clauses) for r in paper.resolutions] == [2]
    assert any(p.role is Role.RESOLUTION for p in paper.passages)


def test_a_page_of_one_item_is_of_the_meeting_that_it_names() -> None:
    page = ITEM.replace(
        "Agenda item\n\nAllotment rents",
        "Issue - meetings\n\nAllotment rents\n\nMeeting: 07/03/2022 - Parks Committee (Item 73)",
    )
    (part,) = read(page).parts
    assert (part.committee, part.date) == ("Parks Committee", date(2022, 3, 7))


def test_a_page_on_a_matter_that_two_meetings_took_is_minutes_of_each() -> None:
    page = ITEM.replace(
        "Agenda item\n\nAllotment rents",
        "Issue - meetings\n\nAllotment rents\n\nMeeting: 07/03/2022 - Parks Committee (Item 73)\n\n73 Allotment rents",
    )
    paper = read(
        page
        + "\n\nMeeting: 12/04/2022 - Cabinet (Item 15)\n\n15 Allotment rents\n\nMinutes:\n\nRESOLVED that the rise be put off.\n"
    )
    assert [(p.committee, p.date) for p in paper.parts] == [
        ("Parks Committee", date(2022, 3, 7)),
        ("Cabinet", date(2022, 4, 12)),
    ]
    assert [(i.number, i.title) for i in paper.items] == [
        ("73", "Allotment rents"),
        ("15", "Allotment rents"),
    ]
    assert [r.part for r in paper.resolutions] == [1, 2]


def test_a_report_that_lists_earlier_meetings_is_not_split_at_them() -> None:
    report = "Allotment rents\n\n" + "\n\n".join(f"{n}.1 The plots of site {n} are let." for n in range(1, 8))
    earlier = "\n\nMeeting: 07/03/2022 - Parks Committee\n\nMeeting: 12/04/2022 - Cabinet\n"
    assert len(read(report + earlier).parts) == 1


def test_a_page_of_a_meeting_is_not_split_at_its_item_on_earlier_minutes() -> None:
    paper = read(
        "Agenda and decisions\n\nParks Committee - Monday, 7th March, 2022 6.00 pm\n\nVenue: The Hall\n\n"
        "1.\n\nMinutes of the Parks Committee Meeting held on 7 February 2022\n\nApologies for absence were given by Councillor Ash.\n\n"
        "2.\n\nSwings\n\nDecision:\n\nThat the swings be painted.\n"
    )
    (part,) = paper.parts
    assert (part.kind, part.date) == (Kind.MINUTES, date(2022, 3, 7))
    assert ["swings be painted" in r.text for r in paper.resolutions] == [True]


def test_a_menu_of_links_decides_nothing() -> None:
    paper = read("• Calendar\n• Decisions\n• Library\n• Meetings\n\n" + ITEM)
    assert len(paper.resolutions) <= 1
    assert not any("Library" in r.text for r in paper.resolutions)


def test_a_list_of_decisions_is_read_as_minutes_with_each_clause_over_its_reason() -> None:
    paper = read(
        "Decision Session - Executive Member for Parks\n\nMonday, 7 March 2022\n\n"
        "Set out below is a summary of the decisions taken at the meeting of the Decision Session held on Monday, 7 March 2022.\n\n"
        "4. Bandstand\n\nResolved: That the Executive Member approved:\n\n"
        "i. That the bandstand be roofed.\n\nReason: To keep the band dry.\n\n"
        "ii. That concerts end at nine.\n\nReason: To let the neighbours sleep.\n\n"
        "iii. That the lamps be mended.\n"
    )
    assert paper.parts[0].kind is Kind.MINUTES
    (resolved,) = paper.resolutions
    assert all(words in resolved.text for words in ("be roofed", "band dry", "end at nine", "be mended"))


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_record_is_known_by_its_decision_maker_however_its_fields_are_set(gap: str) -> None:
    fields = (
        "Decision Maker: Cabinet Member for Parks", "Is Key decision?: No", "Is subject to call in?: Yes",
        "The Cabinet Member agreed that the bandstand be roofed.", "Report author: A Ash", "Date of decision: 07/03/2022",
    )  # fmt: skip
    (part,) = read(gap.join(fields)).parts
    assert (part.kind, part.committee, part.date) == (
        Kind.DECISION_RECORD,
        "Cabinet Member for Parks",
        date(2022, 3, 7),
    )


def test_a_table_headed_decision_maker_is_no_record() -> None:
    plan = "Parks Committee\n\n1 July 2025\n\nForward plan\n\nDecision maker\tReport title\tDate\nCabinet\tPonds\tJuly 2025\n"
    assert read(plan).parts[0].kind is not Kind.DECISION_RECORD


def test_clauses_numbered_as_paragraphs_belong_to_their_resolution() -> None:
    head = "Minutes of the Parks Committee held on 7 March 2022\n\nPresent: Councillor Ash\n\n1. Apologies\n\nNone.\n\n2. Ponds\n\n"
    paper = read(
        head
        + "Decision:\n\nAGREED RECOMMENDATIONS\n\nMinutes:\n\nRESOLVED:\n\n1.1 That the ponds be cleared.\n\n1.2 That newts be counted.\n\nReasons for decision – as in the report\n"
    )
    (resolved,) = paper.resolutions
    assert "be cleared" in resolved.text
    assert "be counted" in resolved.text
    assert "Reasons" not in resolved.text


def test_apologies_that_had_been_received_end_with_their_sentence() -> None:
    paper = read(
        "Minutes of the Parish Council held on 7 March 2022\n\nPRESENT: Cllr A Ash (Chair), Cllr B Birch.\n"
        "Apologies had been received from Cllr C Cedar, Cllr D Dogwood.\n"
        "Members are asked to declare any interests that they may have in any matter.\n"
        "To suspend the meeting for no more than 15 minutes of public forum.\n\n1. Ponds\n\nRESOLVED that the ponds be cleared.\n\n2. Swings\n\nNoted.\n"
    )
    away = [a.names for a in paper.attendance if a.presence is Presence.APOLOGIES]
    assert away == [("Cllr C Cedar", "Cllr D Dogwood")]
    assert paper.parts[0].committee == "Parish Council"


def test_the_size_of_a_linked_file_is_left_out_of_a_page_saved_as_text(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Pond care pdf icon PDF 330 KB\n\nThe ponds hold 40 newts.\n", "utf-8")
    (page,) = read_paper(tmp_path / "page.txt").pages
    assert page.text == "Pond care\n\nThe ponds hold 40 newts.\n"


@pytest.mark.parametrize(
    "text",
    [
        "Forward plan: schedule of key decisions\n\nDecision: Budget 2026/27\n\nThat the budget be approved by Cabinet on 4 March 2026.",
        "Decision to be made by Cabinet on the leisure centre\n\nRecommendation\n\nThat the leisure centre be closed.",
        "Decision trees for licensing officers\n\nOfficers should follow each step.",
        "Pond strategy\n\nA note by the Director\n\nMinutes:\n\nOfficers keep them for each project board.",
        "Agenda item\n\nSale of the depot\n\nReport attached\n\nIt was agreed at the last meeting that officers would report.",
        "Scheme of delegation\n\nDecision maker: Chief Officer\n\nTo sign leases of up to a year.",
    ],
)
def test_what_is_planned_or_advised_decides_nothing(text: str) -> None:
    paper = read(text)
    assert paper.resolutions == ()
    assert paper.parts[0].kind not in {Kind.MINUTES, Kind.DECISION_RECORD}


def test_of_two_meetings_named_neither_is_the_papers() -> None:
    (part,) = read(
        "Budget timetable\n\nScrutiny Committee: 4 January 2025\n\nCabinet: 10 February 2025\n\nThe ponds.\n"
    ).parts
    assert (part.committee, part.date) == (None, None)


def test_what_is_told_below_the_last_clause_is_no_clause() -> None:
    paper = read(
        "Minutes of the Parks Committee held on 7 March 2022\n\nPresent: Councillor Ash\n\n1. Apologies\n\nNone.\n\n2. Garages\n\n"
        "RESOLVED that:\n\n1.1 the garages be sold; and\n\n1.2 the money be spent on repairs.\n\n1.3 Members heard that a petition opposed the sale.\n"
    )
    assert ["petition" in r.text for r in paper.resolutions] == [False]
