"""Minutes as councils of several kinds head, number and word them; each on words of its own."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.papers import Kind, Role
from tests.test_noted import read

ITEMS = "\n\n1. Apologies\n\nNone.\n\n2. Ponds\n\nRESOLVED: that the ponds be cleared.\n"
PRESENT = "\n\nPresent: Councillors Ash (Chair) and Birch"


@pytest.mark.parametrize(
    ("head", "committee"),
    [
        (
            "THE LONDON BOROUGH OF ANYTOWN\n\nAt a meeting of the PONDS (AND LAKES) COMMITTEE held on TUESDAY, 4TH MARCH, 2025 at 6.30 pm"
            "\n\nMEMBERS OF THE COMMITTEE PRESENT\n\nCouncillors Ash and Birch",
            "Ponds (And Lakes) Committee",
        ),
        ("ANYTOWN, 4 March 2025. Minute of Meeting of the PONDS COMMITTEE. Present: Councillor Ash", "Ponds Committee"),
        ("Minute of Meeting of the Ponds Committee held on 4 March 2025\n\nSederunt: J Ash, M Birch", "Ponds Committee"),
        ("Anytown Council\nMinutes of the Ponds Policy Committee\n\n4 March 2025 at 2.00 pm" + PRESENT, "Ponds Policy Committee"),
        ("PONDS COMMITTEE MINUTES\n\nTuesday 4 March 2025\n\nMINUTES" + PRESENT, "Ponds Committee"),
        ("Anytown Town Council\n\nPonds Committee\n\nMinutes of the meeting held on 4th March 2025" + PRESENT, "Ponds Committee"),
        ("MINUTES OF THE PARISH COUNCIL MEETING HELD ON TUESDAY 4TH MARCH 2025" + PRESENT, "Parish Council"),
        ("Minutes of the Ponds Committee\n\nheld on 4 March 2025", "Ponds Committee"),
        (
            "Minutes of the proceedings of the Ponds in Anytown Commission held at the Hall\non Tuesday 4 March 2025"
            "\n\nChair: Councillor Ash\n\nCouncillors in Attendance: Cllr Birch",
            "Ponds in Anytown Commission",
        ),
        ("ANYTOWN DISTRICT COUNCIL\n\nMINUTES OF THE MEETING OF THE PONDS COMMITTEE HELD IN THE HALL ON 4 MARCH 2025", "Ponds Committee"),
        ("ANYTOWN CITY COUNCIL\n\nPONDS COMMITTEE\n\nTuesday, 4 March 2025\n\nVenue: the Hall\n\nAttendance:\n\nCouncillors\n\nAsh (Chair)\nBirch", "Ponds Committee"),
        ("Anytown Council\n\nMeeting of Ponds Board\n\nTuesday, 4 March 2025\n\n2.00pm to 4.27pm\n\nRecord of the meeting\n\nSubject to approval\n\nPresent: Councillor Ash", "Ponds Board"),
        ("41\n\nMinutes of a meeting of the Ponds Board held at the Hall on Tuesday, 4 March 2025." + PRESENT, "Ponds Board"),
        (
            "Agendas, reports and minutes\n\nPonds Committee\n\nDate: Tuesday, 4 March 2025\n\n"
            "Minutes of Meeting of the Ponds Committee held in the Hall on Tuesday 4 March 2025." + PRESENT,
            "Ponds Committee",
        ),
        (
            "ANYTOWN, 4 March 2025. Minute of Meeting of the PONDS COMMITTEE. Present:- Councillor Ash, Convener; Councillor Birch, Vice Convener; the Depute "
            "Provost, Councillor Mrs Cedar; and Councillors Damson, Elder, Fir, Gorse, Hazel, Ivy, Juniper, Larch, Maple, Nettle, Oak, Pine, Rowan and Sloe.",
            "Ponds Committee",
        ),
        ("MINUTES of a meeting of the Ponds, Paths and Woods Scrutiny Committee held at County Hall on 4 March 2025" + PRESENT, "Ponds, Paths and Woods Scrutiny Committee"),
        ("MINUTES of the meeting of the Council, Town Hall, Anytown on Tuesday 4 March 2025" + PRESENT, "Council"),
        ("Ponds Committee\n\nMinutes of the meeting of Tuesday 4th March 2025, 6.30pm, Committee Room 2, Corn Hall" + PRESENT, "Ponds Committee"),
        ("PONDS COMMITTEE\n\nAt a meeting held in Committee Room 2, Moot Hall, on Tuesday 4 March 2025" + PRESENT, "Ponds Committee"),
        ("Minutes – Ponds and Paths Overview & Scrutiny Committee\n\nTuesday 4 March 2025" + PRESENT, "Ponds and Paths Overview & Scrutiny Committee"),
        ("Anytown City Council\n\nCouncil and democracy\n\nHome > Agenda and minutes\n\nAgenda and minutes\n\nPonds Committee - Tuesday, 4th March, 2025 5.30 pm\n\nVenue: Hall\n\nItems\n\nNo. Item", "Ponds Committee"),
    ],
)  # fmt: skip
def test_minutes_are_known_by_how_they_are_headed(head: str, committee: str) -> None:
    paper = read(head + ITEMS)
    (part,) = [p for p in paper.parts if p.kind is Kind.MINUTES]
    assert (part.committee, part.date) == (committee, date(2025, 3, 4))
    assert [r.text for r in paper.resolutions] == ["RESOLVED: that the ponds be cleared."]


def test_an_agenda_that_lists_the_last_minutes_is_not_minutes() -> None:
    text = (
        "Ponds Committee\n\nTuesday, 4 March 2025\n\n1. Apologies\n\n2. Minutes of the Ponds Committee held on 4 February 2025\n\n"
        "3. Declarations of interest\n\n4. Any other business\n"
    )
    assert {p.kind for p in read(text).parts} == {Kind.AGENDA}


@pytest.mark.parametrize(
    "numbers",
    [("24/101", "24/102"), ("101/24", "102/24"), ("P45/25", "P46/25"), ("PL/24/031", "PL/24/032"), ("C.45/24", "C.46/24"), ("GMCA 01/25", "GMCA 02/25"), ("25/1/EnC", "25/2/EnC"), ("10/24/F&R", "11/24/F&R")],
)  # fmt: skip
def test_items_are_numbered_as_printed_with_the_year_before_or_after(numbers: tuple[str, str]) -> None:
    one, two = numbers
    text = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n{one} Apologies\nNone.\n\n{two} Ponds\nRESOLVED: That the ponds be cleared.\n"
    paper = read(text)
    assert [i.number for i in paper.items] == [one, two]
    assert [(r.item.number if r.item else None, r.text) for r in paper.resolutions] == [
        (two, "RESOLVED: That the ponds be cleared.")
    ]


def test_items_without_numbers_are_their_headings_and_not_a_list_of_those_present() -> None:
    text = (
        "Ponds Committee\n\nTuesday, 4th March, 2025\n\nMembers present: Councillors Ash and Birch\n\nApologies\n\n"
        "An apology was reported from Councillor Cole.\n\nClearing of the ponds\n\nThe Director submitted a report.\n\n"
        "The Committee agreed to clear the ponds by June.\n"
    )
    paper = read(text)
    assert [(i.number, i.title) for i in paper.items] == [
        (None, "Apologies"),
        (None, "Clearing of the ponds"),
    ]
    assert [r.text for r in paper.resolutions] == ["The Committee agreed to clear the ponds by June."]
    told = [p for p in paper.passages if "clear the ponds" in p.text]
    assert told
    assert all(p.role is not Role.ATTENDANCE for p in told)


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("The Committee AGREED to clear the ponds.", True),
        ("2.1 The Committee RESOLVED to:\n1. Clear the ponds.\n2. Fence the ponds.", True),
        ("The Committee resolved:-\n(i) to clear the ponds; and\n(ii) to fence them.", True),
        ("The Ponds Committee agreed to:\n\n- clear the ponds\n- fence the ponds", True),
        ("Decision:\n\nThat Cabinet:\n\n1. Cleared the ponds.\n2. Fenced the ponds.", True),
        ("The Committee discussed that the ponds should be cleared.", False),
    ],
)
def test_what_a_committee_decides_is_whole_with_its_clauses(words: str, whole: bool) -> None:
    head = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n1. Apologies\n\nNone.\n\n"
    paper = read(f"{head}2. Ponds\n\nThe Director spoke.\n\n{words}\n")
    assert [r.text for r in paper.resolutions] == ([words] if whole else [])


def test_a_number_of_no_known_form_is_no_item() -> None:
    text = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n3.45/24 Apologies\n\nNone.\n"
    assert [i.number for i in read(text).items if i.number] == []


PAGE = "Agenda and minutes\n\nPonds Committee - Tuesday, 4th March, 2025 6.00 pm\n\nVenue: Council Chamber, Town Hall\n\nItems\nNo. Item\n\n"


@pytest.mark.parametrize(
    "numbers", [("77.", "78."), ("1/25", "2/25"), ("24/98", "24/99"), ("1829.", "1830.")]
)
def test_a_number_on_a_line_of_its_own_is_its_item_s(numbers: tuple[str, str]) -> None:
    one, two = numbers
    text = (
        f"{PAGE}{one}\n\nApologies\n\nMinutes:\n\nNone.\n\n{two}\n\nPonds\n\nTo consider the ponds.\n\nMinutes:\n\n"
        "RESOLVED that:\n\n1) the ponds be cleared; and\n\n2) they be fenced.\n"
    )
    paper = read(text)
    (part,) = paper.parts
    assert (part.kind, part.committee) == (Kind.MINUTES, "Ponds Committee")
    assert [(i.number, i.title) for i in paper.items] == [
        (one.rstrip("."), "Apologies"),
        (two.rstrip("."), "Ponds"),
    ]
    assert [len(r.clauses) for r in paper.resolutions] == [2]


def test_a_number_over_a_title_that_names_its_agenda_item_is_the_minute_s() -> None:
    items = "\n\n".join(
        f"{180 + n}.\n\n{title} (Agenda item {n})\n\nMinutes:\n\nNone."
        for n, title in enumerate(["Ash", "Birch", "Cedar"], 1)
    )
    assert [(i.number, i.title) for i in read(PAGE + items).items] == [
        ("181", "Ash"),
        ("182", "Birch"),
        ("183", "Cedar"),
    ]


def test_titles_in_capitals_stand_over_their_numbers() -> None:
    text = (
        f"PONDS COMMITTEE\nTuesday, 4 March 2025\n{PRESENT.strip()}\n\nAPOLOGIES\nPND1/24\nApologies came from Councillor Cole.\n"
        "CLEARING OF THE PONDS\nPND2/24 The Director spoke.\nRESOLVED: That the ponds be cleared.\n"
    )
    paper = read(text)
    assert [(i.number, i.title) for i in paper.items] == [
        ("PND1/24", "APOLOGIES"),
        ("PND2/24", "CLEARING OF THE PONDS"),
    ]
    assert [r.text for r in paper.resolutions] == ["RESOLVED: That the ponds be cleared."]


def test_a_year_at_the_end_of_a_sentence_is_no_item() -> None:
    text = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n1. Ponds\n\nThey were dug under the Ponds Act\n12. That was long ago.\n\n2. Lakes\n\nRESOLVED: that it be noted.\n"
    assert [i.number for i in read(text).items] == ["1", "2"]


@pytest.mark.parametrize(
    ("lines", "presence", "names"),
    [
        ("Committee Members Present:\nMr J Ash, Ms M Birch", "present", ("Mr J Ash", "Ms M Birch")),
        ("Present were:\nCllr J Ash, Cllr M Birch", "present", ("Cllr J Ash", "Cllr M Birch")),
        ("Present; Cllrs Ash, Birch and Cole", "present", ("Ash", "Birch", "Cole")),
        ("Present: Cllr Ash\nOfficials in attendance: Ms D Elm, Mr F Fir", "in_attendance", ("Ms D Elm", "Mr F Fir")),
        ("Present: Cllr Ash\nOther Members in Attendance: Councillors Elm and Fir", "in_attendance", ("Elm", "Fir")),
        ("Present: Cllr Ash\n\n(The Chair welcomed everyone to the hall.)", "present", ("Cllr Ash",)),
        ("Present: Cllr Ash\nClerk: Mrs P Plum\n\nThe Chairman welcomed everyone to the hall.", "in_attendance", ("Mrs P Plum",)),
        ("Present: Cllr Ash\nApologies\nApologies were received from Cllr Cole and Cllr Dell.", "apologies", ("Cllr Cole", "Cllr Dell")),
    ],
)  # fmt: skip
def test_who_was_there_is_read_as_it_is_listed(lines: str, presence: str, names: tuple[str, ...]) -> None:
    text = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025\n\n{lines}\n\n1. Ponds\n\nNone.\n\n2. Lakes\n\nNone.\n"
    found = {a.presence.value: a.names for a in read(text).attendance}
    assert found[presence] == names


@pytest.mark.parametrize(
    ("words", "presence", "names"),
    [
        ("An apology for absence had been received from Councillor D Cole.", "apologies", ("Councillor D Cole",)),
        ("Cllrs Bell, Cole and Dell sent their apologies.", "apologies", ("Bell", "Cole", "Dell")),
        ("Councillor M Birch had been appointed as a substitute member for Councillor D Cole.", "substitutes", ("Councillor M Birch",)),
    ],
)  # fmt: skip
def test_who_was_away_is_read_from_a_sentence(words: str, presence: str, names: tuple[str, ...]) -> None:
    text = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n1. Apologies and substitutes\n\n{words}\n\n2. Lakes\n\nNone.\n"
    found = {a.presence.value: a.names for a in read(text).attendance}
    assert found[presence] == names


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("RESOLVED:\n\nA. That the ponds be cleared.\n\nB. That they be fenced.", ["A.", "B."]),
        ("It was proposed by Councillor Ash, seconded by Alderman Birch and agreed that the ponds be cleared.", [None]),
        ("Decision:\n\nThere were none.", []),
        ("Decision:\n\n1. That the ponds be cleared.\n\nMinutes:\n\nThe Leader spoke.\n\nRESOLVED:\n\n1. That the ponds be cleared.", ["1."]),
    ],
)  # fmt: skip
def test_what_is_decided_is_told_once(words: str, told: list[str | None]) -> None:
    text = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n1. Apologies\n\nNone.\n\n2. Ponds\n\n{words}\n"
    found = [[c.number for c in r.clauses] or [None] for r in read(text).resolutions]
    assert found == ([told] if told else [])


@pytest.mark.parametrize(
    ("words", "outcome", "counts"),
    [
        ("Councillor Ash moved an amendment, seconded by Councillor Birch.\n\nThe Chair put the amendment to the vote, which was lost.", "lost", None),
        ("Councillor Ash moved that the ponds be left.\n\nThe motion was seconded by Councillor J Birch.\n\nUpon being put to the vote, the motion was declared LOST.", "lost", None),
        ("Moved by Councillor Ash,\nSeconded by Alderman Birch;\n\n“That the ponds be cleared.”\n\nOn a vote, sixteen Members voted for the proposal and none against and it was declared carried.", "carried", (16, 0)),
        ("Amendment\n\nProposed by Councillor Ash,\nSeconded by Alderman Birch,\n\nThat the ponds be left.\n\nOn a vote, two Members voted for the amendment and nine against and it was declared lost.", "lost", (2, 9)),
    ],
)  # fmt: skip
def test_a_motion_is_told_with_what_became_of_it(
    words: str, outcome: str, counts: tuple[int, int] | None
) -> None:
    text = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n1. Apologies\n\nNone.\n\n2. Ponds\n\n{words}\n"
    (motion,) = read(text).motions
    assert motion.outcome == outcome
    assert (motion.votes and (motion.votes.ayes, motion.votes.noes)) == counts


def test_a_first_clause_in_the_stem_s_own_line_does_not_lose_the_others() -> None:
    words = "Resolved: that (1) the ponds be cleared;\n\n(2) they be fenced; and\n\n(3) a report be brought."
    text = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n1. Apologies\n\nNone.\n\n2. Ponds\n\n{words}\n"
    (decided,) = read(text).resolutions
    assert decided.text == words
    assert decided.stem == "Resolved: that"
    assert [(c.number, c.text) for c in decided.clauses] == [
        ("(1)", "the ponds be cleared;"),
        ("(2)", "they be fenced; and"),
        ("(3)", "a report be brought."),
    ]


def test_a_field_that_tells_a_day_names_no_committee() -> None:
    text = f"ANYTOWN CITY COUNCIL\n\nCOUNCIL\n\nMeeting: Tuesday, 4th March 2025 at 7.00 pm{PRESENT}{ITEMS}"
    (part,) = read(text).parts
    assert (part.kind, part.committee, part.date) == (Kind.MINUTES, "Council", date(2025, 3, 4))


def test_a_page_of_decision_details_is_a_record_of_its_decider_on_its_day() -> None:
    text = (
        "Decision details\n\nClearing of the ponds\n\nDecision Maker: Cabinet\n\nDecision status: Recommendations Approved\n\n"
        "Is Key decision?: No\n\nDecision:\n\n1. That the ponds be cleared before 1 May 2026.\n\nReasons for the decision:\n\n"
        "They are full.\n\nPublication date: 07/03/2025\n\nDate of decision: 04/03/2025\n"
    )
    (part,) = read(text).parts
    assert (part.kind, part.committee, part.date, part.title) == (
        Kind.DECISION_RECORD,
        "Cabinet",
        date(2025, 3, 4),
        "Clearing of the ponds",
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Decision:\n\nApologies were received from Councillor Cole.\n\nMinutes:\n\nApologies were received from Councillor Cole.", []),
        ("Decision:\n\nThe purpose of this item was to look at the ponds.\n\nRESOLVED that the ponds be cleared.\n\nMinutes:\n\nThe Leader spoke.\n\nCabinet RESOLVED that the ponds be cleared.", ["RESOLVED that the ponds be cleared."]),
    ],
)  # fmt: skip
def test_the_label_decision_heads_only_what_decides(words: str, told: list[str]) -> None:
    text = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n1. Apologies\n\nNone.\n\n2. Ponds\n\n{words}\n"
    assert [r.text for r in read(text).resolutions] == told


def test_a_vote_recorded_below_its_heading_is_the_decision_s() -> None:
    words = "RESOLVED that the ponds be cleared.\n\nVoting Record\n\n5 For, 0 Against, 1 Abstention"
    text = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n1. Apologies\n\nNone.\n\n2. Ponds\n\n{words}\n"
    (decided,) = read(text).resolutions
    assert decided.votes
    assert decided.votes.words == "5 for, 0 against, 1 abstained"


def test_a_day_and_attendees_head_minutes() -> None:
    text = f"Cabinet\n\nTuesday, 4 March 2025\n\nAttendees: Councillor Ash, Councillor Birch{ITEMS}"
    (part,) = read(text).parts
    assert (part.kind, part.committee) == (Kind.MINUTES, "Cabinet")


def test_titles_may_stand_in_their_text_s_own_line() -> None:
    text = (
        f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n1. Apologies: Cllr Cole sent apologies.\n"
        "2. Ponds: The Clerk spoke. It was agreed that the ponds be cleared.\n3. Lakes: There was no news.\n"
    )
    paper = read(text)
    assert [(i.number, i.title) for i in paper.items] == [("1", "Apologies"), ("2", "Ponds"), ("3", "Lakes")]
    assert [(r.item and r.item.number, r.text) for r in paper.resolutions] == [
        ("2", "It was agreed that the ponds be cleared.")
    ]


def test_what_is_told_below_the_lists_of_names_is_no_list() -> None:
    text = (
        "Minutes of the Ponds Committee\n\nheld on 4 March 2025\n\nPresent: Cllrs Ash and Birch\n\nClerk: Mrs P Plum\n\n"
        "The Chairman welcomed everyone. It was agreed that £200 be given to the angling club.\n"
    )
    told = [p for p in read(text).passages if "angling" in p.text]
    assert told
    assert all(p.role is not Role.ATTENDANCE for p in told)


def test_minutes_in_welsh_are_minutes_with_their_day_their_items_and_what_they_resolve() -> None:
    text = (
        "CYNGOR SIR UNRHYWLE\n\nPwyllgor y Pyllau\n\nCofnodion y cyfarfod a gynhaliwyd ar 4ydd Mawrth, 2025\n\nYN BRESENNOL:\n\n"
        "Y Cynghorydd J Onnen (Cadeirydd)\nY Cynghorydd M Bedwen\n\nYMDDIHEURIADAU:\n\nY Cynghorydd C Cedrwydd\n\n"
        "1. Ymddiheuriadau\n\nDim.\n\n2. Clirio'r pyllau\n\nPENDERFYNWYD clirio'r pyllau erbyn 1 Mai 2025.\n"
    )
    paper = read(text)
    (part,) = paper.parts
    assert (part.kind, part.committee, part.date) == (Kind.MINUTES, "Pwyllgor y Pyllau", date(2025, 3, 4))
    assert [(r.item and r.item.number, r.text) for r in paper.resolutions] == [
        ("2", "PENDERFYNWYD clirio'r pyllau erbyn 1 Mai 2025.")
    ]
    names = {a.presence.value: a.names for a in paper.attendance}
    assert names["present"] == ("Y Cynghorydd J Onnen (Cadeirydd)", "Y Cynghorydd M Bedwen")
    assert names["apologies"] == ("Y Cynghorydd C Cedrwydd",)


def test_a_page_of_welsh_minutes_is_read_item_by_item() -> None:
    text = (
        "Agenda a Chofnodion\n\nPwyllgor Pyllau - Dydd Mawrth, 4ydd Mawrth, 2025 10.00 yb\n\nLleoliad: Siambr y Cyngor\n\nEitemau\n\n"
        "1.\n\nYMDDIHEURIADAU\n\nCofnodion:\n\nDim.\n\n2.\n\nPYLLAU\n\nCofnodion:\n\nPENDERFYNWYD clirio'r pyllau.\n"
    )
    paper = read(text)
    (part,) = paper.parts
    assert (part.kind, part.committee, part.date) == (Kind.MINUTES, "Pwyllgor Pyllau", date(2025, 3, 4))
    assert [i.number for i in paper.items] == ["1", "2"]


@pytest.mark.parametrize(
    "words",
    ["RESOLVED\nThat:\n(a) the ponds be cleared;\n(b) they be fenced.", "RESOLVED THAT\nThe ponds be:\n(a) cleared;\n(b) fenced."],
)  # fmt: skip
def test_resolved_over_that_keeps_its_clauses(words: str) -> None:
    text = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n1. Apologies\n\nNone.\n\n2. Ponds\n\n{words}\n"
    assert [r.text for r in read(text).resolutions] == [words]


@pytest.mark.parametrize(
    "words",
    [
        "The motion, moved by Councillor Ash and seconded by Councillor Birch, was not carried.",
        "An amendment was moved by Councillor Ash and seconded by Councillor Birch that the approved speed limit be cut.\n\nAmendment lost.",
    ],
)  # fmt: skip
def test_a_lost_motion_is_no_decision(words: str) -> None:
    text = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n1. Apologies\n\nNone.\n\n2. Ponds\n\n{words}\n"
    assert read(text).resolutions == ()


def test_a_list_under_a_decision_is_no_list_of_items() -> None:
    text = (
        f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\nPonds\n\nRESOLVED that:\n"
        "1. Officers: clear the ponds.\n2. Members: visit them.\n"
    )
    (decided,) = read(text).resolutions
    assert len(decided.clauses) == 2


def test_who_stands_below_the_present_is_not_made_absent_nor_the_absent_present() -> None:
    text = (
        "Minutes of the Ponds Committee\n\nheld on 4 March 2025\n\nCommittee Members: Cllrs Ash, Birch, Cole and Dell\n\n"
        "Present: Cllr Ash, Cllr Birch.\nCllr Cole sent his apologies.\nAbsent: Cllr Dell\n\n1. Ponds\n\nNone.\n\n2. Lakes\n\nNone.\n"
    )
    names = {a.presence.value: a.names for a in read(text).attendance}
    assert names == {"present": ("Cllr Ash", "Cllr Birch"), "apologies": ("Cllr Cole",)}


def titles(body: str) -> list[tuple[str | None, str]]:
    """Give the items' numbers and titles of minutes with such a body."""
    return [
        (i.number, i.title)
        for i in read(f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n{body}").items
    ]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("CM 44    APOLOGIES\n\nNone came.\n\nCM 45    PONDS\n\nThe ponds were seen.", [("CM 44", "APOLOGIES"), ("CM 45", "PONDS")]),
        ("298. Minutes of the last meeting.\n\nThese were signed.\n\n299. Ponds - Clearing in Two Phases.\n\nMr. Ash said that it was late.\n\n300. Urgent items.\n\nThere were none.", [("298", "Minutes of the last meeting."), ("299", "Ponds - Clearing in Two Phases."), ("300", "Urgent items.")]),
        ("APOLOGIES\n\n1.   Councillor Ash sent an apology.\n\nPONDS - CLEARING - ENV/23/061\n\n2.   The Committee had before it a report on the ponds.\n\nThe report recommended:-\n\nthat the Committee note the report.", [("1", "APOLOGIES"), ("2", "PONDS - CLEARING - ENV/23/061")]),
        ("1  WELCOME\n\nAll were welcome.\n\nITEM 3.1 APPLICATION NO: 22/0319/F\n\nSeen.\n\nITEM 3.2 APPLICATION NO: 22/0588/O\n\nSeen.\n\nITEM 3.3 APPLICATION NO: 23/0027/F\n\nSeen.", [("3.1", "APPLICATION NO: 22/0319/F"), ("3.2", "APPLICATION NO: 22/0588/O"), ("3.3", "APPLICATION NO: 23/0027/F")]),
        (
            "1.\n\nApologies\n\nNone came.\n\n2.\n\nReports of the Executive\n\nPonds (Agenda item 6)\n\nSeen.\n\nLakes (Agenda item 7)\n\nSeen.\n\n"
            "Meres (Agenda item 8)\n\nSeen.\n\n3.\n\nWork programme\n\nSeen.\n\n4.\n\nNext meeting\n\nIn May.",
            [("1", "Apologies"), ("2", "Reports of the Executive"), ("3", "Work programme"), ("4", "Next meeting")],
        ),
    ],
)  # fmt: skip
def test_items_are_found_as_councils_number_them(body: str, found: list[tuple[str, str]]) -> None:
    assert titles(body) == found


@pytest.mark.parametrize(
    "decided",
    [
        "The Committee:-\n\ni. NOTED the report; and\nii. AGREED that the ponds be cleared by May.",
        "RESOLVED:\n\nThat Cabinet:\n\n1)    Notes the report; and\n\n2)    Agrees that the ponds be cleared by May.",
    ],
)
def test_a_decision_is_whole_with_the_clauses_under_its_stem(decided: str) -> None:
    paper = read(
        f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n1. Apologies\n\nNone.\n\n2. Ponds\n\n{decided}\n\nCouncillor Ash left."
    )
    (only,) = paper.resolutions
    assert len(only.clauses) == 2
    assert "by May." in only.text
    assert "Ash" not in only.text


def test_a_decision_notice_has_the_day_and_who_decided_below_their_labels() -> None:
    text = (
        "CYNGOR SIR ANYTOWN\nANYTOWN COUNTY COUNCIL\n\nCABINET MEMBER DECISION NOTICE\n\nDecision Number: CM/25/37\n\nDATE OF DECISION\n4 March 2025\n\n"
        "CABINET MEMBER\nCouncillor Ash, Cabinet Member for Ponds\n\nSUBJECT\nPonds - clearing in two phases\n\n1. THE DECISION\n\n(a) That the ponds be cleared.\n"
    )
    (part,) = read(text).parts
    assert (part.kind, part.date, part.title) == (
        Kind.DECISION_RECORD,
        date(2025, 3, 4),
        "Ponds - clearing in two phases",
    )
    assert part.committee == "Councillor Ash, Cabinet Member for Ponds"


@pytest.mark.parametrize(
    "text",
    [
        "MEETING OF THE CABINET\n\nTuesday, 4 March 2025\n\nCommittee Room 1\n\nTown Hall\n\nHigh Street\n\nContact: the clerk\n\nIn attendance: Chief Executive\n\n1. Apologies\n\n2. Declarations of interest\n\n3. Minutes\n\n4. Ponds\n",
        "CABINET AGENDA\n\nTuesday, 4 March 2025\n\nCommittee Room 1\n\nContact: the clerk\n\nAttendance:\n\nMembers of the public may attend.\n\n1. Apologies\n\n2. Declarations of interest\n\n3. Minutes\n\n4. Ponds\n",
    ],
)  # fmt: skip
def test_an_agenda_that_tells_who_attends_is_not_minutes(text: str) -> None:
    assert {p.kind for p in read(text).parts} == {Kind.AGENDA}


def test_minutes_under_the_words_decision_notice_stay_minutes() -> None:
    text = "ANYTOWN COUNCIL\n\nCABINET\n\nDecision Notice\n\nTuesday, 4 March 2025\n\nPresent: Councillor Ash\n\n1. Apologies\n\nNone.\n\n2. Ponds\n\nRESOLVED: that the ponds be cleared.\n"
    paper = read(text)
    assert [p.kind for p in paper.parts] == [Kind.MINUTES]
    assert len(paper.resolutions) == 1


def test_portfolio_holders_named_under_items_cut_no_minutes() -> None:
    body = "1. Apologies\n\nNone.\n\n2. Ponds\n\nReport of: Head of Ponds\n\nPortfolio Holder\nCllr Ash\n\nRESOLVED: that the ponds be cleared.\n\n3. Lakes\n\nRESOLVED: that the lakes be cleared."
    paper = read(f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n{body}\n")
    assert [i.number for i in paper.items] == ["1", "2", "3"]
    assert len(paper.resolutions) == 2


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("MATTERS FOR DECISION\n\n1. Budget:\n\nSeen.\n\n2. Ponds:\n\nSeen.\n\nMATTERS FOR INFORMATION\n\n3. Lakes:\n\nSeen.", ["Budget:", "Ponds:", "Lakes:"]),
        ("2. Ponds\n\nThe vote was:\n\nFor\n\n5\n\nAgainst\n\n3\n\nAbstentions\n\n4\n\nCouncillors who left early\n\n6. Lakes\n\nSeen.", ["Ponds", "Lakes"]),
        ("1. Apologies\n\nNone.\n\n2. Applications\n\n24/0101/FUL Marl Lane\n\nGranted.\n\n24/0102/FUL Quay Road\n\nGranted.\n\n24/0103/FUL Hill Road\n\nGranted.\n\n3. Enforcement\n\nSeen.", ["Apologies", "Applications", "Enforcement"]),
    ],
)  # fmt: skip
def test_other_numbers_and_heads_are_no_items(body: str, found: list[str]) -> None:
    assert [title for _, title in titles(body)] == found


def test_what_was_said_is_no_decision_and_no_clause_is_lost() -> None:
    said = "Members:\n\na) noted that the report was late;\n\nb) asked why the ponds were dry; and\n\nc) said that it had been dry.\n\nIt was agreed that the ponds be cleared by May."
    wardens = "RESOLVED:\n\n1) That the following be appointed wardens:\n\na) Mrs Ash\n\nb) Mr Birch\n\n2) That they report in May."
    head = f"Minutes of the Ponds Committee\n\nheld on 4 March 2025{PRESENT}\n\n1. Apologies\n\nNone.\n\n2. Ponds\n\n"
    assert [r.text for r in read(head + said).resolutions] == [
        "It was agreed that the ponds be cleared by May."
    ]
    (only,) = read(head + wardens).resolutions
    assert [c.number for c in only.clauses] == ["1)", "a)", "b)", "2)"]
