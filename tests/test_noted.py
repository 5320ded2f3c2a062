"""What minutes note besides decisions: actions, references, votes, attendance, standing, the same paper twice."""

from __future__ import annotations

from pathlib import Path

from ingest.papers import Outcome, Page, Pointer, Presence, Promise, ReadPaper, Status
from ingest.reading.files import read_paper
from ingest.store.catalogue import Catalogue
from ingest.structure.likeness import superseded
from ingest.structure.paper import read_structure

CORPUS = Path(__file__).parent.parent / "corpus"
MINUTES = """Anytown Borough Council
{standing}
Minutes of the meeting of the Housing Committee held on Tuesday, 3 June 2025

Present: Councillor A Ash (Chair), Councillor B Birch, Councillor C Cedar

Apologies: Councillor D Dogwood

1. Declarations of Interest

Councillor Birch declared an interest in item 4 as her sister rents a garage.

2. Minutes

RESOLVED that the minutes of the meeting held on 6 May 2025 be approved as a correct record.

3. Repairs

Further to Minute 104/24, the Committee considered a report of the Director of Homes which set out repairs.

The Director of Homes agreed to provide a list of repairs by ward by 1 July 2025.

The Committee agreed to take the report as read. Funding would be provided by government.

Councillor Ash proposed and Councillor Cedar seconded the following amendment:

“That the report be referred back.”

For (1)

Councillor Ash

Against (2)

Councillor Birch,
Councillor Cedar

Amendment lost.

RESOLVED that:

1) the report be noted; and
2) a report on damp be submitted to the next meeting.

4. Garages

Members asked about rents and about the number of garages that stand empty in each ward of the town.

RESOLVED, by 2 votes to 1, that garage rents be raised by five per cent from the coming September.
"""


def read(text: str, *, name: str = "minutes.txt", sha: str = "0" * 64) -> ReadPaper:
    return read_structure(
        [Page(number=1, text=text)], file_name=name, path=f"{sha[:2]}/{name}", sha256=sha, paginated=False
    )


def test_an_undertaking_has_its_words_its_owner_and_its_day() -> None:
    paper = read(MINUTES.format(standing=""))
    undertaken = [a for a in paper.actions if a.promise is Promise.UNDERTAKEN]
    assert [(a.who, a.what, a.due) for a in undertaken] == [
        ("The Director of Homes", "provide a list of repairs by ward by 1 July 2025", "by 1 July 2025")
    ]
    (place,) = undertaken[0].spans
    assert paper.pages[0].text[place.start : place.end] == undertaken[0].text
    assert undertaken[0].item
    assert undertaken[0].item.number == "3"


def test_work_that_a_resolution_asks_for_is_an_action_of_its_own_kind() -> None:
    resolved = [a for a in read(MINUTES.format(standing="")).actions if a.promise is Promise.RESOLVED]
    assert [a.what for a in resolved] == ["a report on damp be submitted to the next meeting"]


def test_what_a_committee_agrees_and_what_others_would_do_are_no_actions() -> None:
    words = " ".join(a.text for a in read(MINUTES.format(standing="")).actions)
    assert "take the report as read" not in words
    assert "government" not in words


def test_a_recorded_vote_stands_on_the_amendment_and_not_on_the_decision_after_it() -> None:
    paper = read(MINUTES.format(standing=""))
    (motion,) = paper.motions
    assert (motion.amendment, motion.mover, motion.outcome) == (True, "Councillor Ash", Outcome.LOST)
    assert motion.votes
    assert (motion.votes.ayes, motion.votes.noes) == (1, 2)
    assert motion.votes.names[1] == ("Councillor Birch", "Councillor Cedar")
    votes = {r.item.number: r.votes and r.votes.words for r in paper.resolutions if r.item}
    assert votes == {"2": None, "3": None, "4": "2 for, 1 against"}


def test_references_say_what_they_point_to() -> None:
    found = {(r.pointer, r.number) for r in read(MINUTES.format(standing="")).references}
    assert {(Pointer.MINUTE, "104/24"), (Pointer.ITEM, "4"), (Pointer.MEETING, "6 May 2025")} <= found


def test_people_are_told_apart_by_how_they_are_named() -> None:
    paper = read(MINUTES.format(standing=""))
    names = {a.presence: a.names for a in paper.attendance}
    assert names[Presence.PRESENT] == ("Councillor A Ash (Chair)", "Councillor B Birch", "Councillor C Cedar")
    assert names[Presence.APOLOGIES] == ("Councillor D Dogwood",)
    assert names[Presence.DECLARATIONS] == ("Councillor Birch",)


def test_a_minute_names_who_reported() -> None:
    repairs = next(i for i in read(MINUTES.format(standing="")).items if i.title == "Repairs")
    assert repairs.author == "the Director of Homes"


def test_draft_and_approved_minutes_are_told_apart_by_their_own_words() -> None:
    assert read(MINUTES.format(standing="")).parts[0].status is None
    assert read(MINUTES.format(standing="DRAFT")).parts[0].status is Status.DRAFT
    signed = MINUTES.format(standing="") + "\n\nSigned as a correct record: A Ash, Dated 1 July 2025\n"
    assert read(signed).parts[0].status is Status.FINAL


def test_the_final_minutes_stand_in_for_their_draft_and_nothing_for_another_meeting(tmp_path: Path) -> None:
    final = read(MINUTES.format(standing=""), sha="a" * 64)
    draft = read(MINUTES.format(standing="DRAFT").replace("five per cent", "six per cent"), sha="b" * 64)
    twin = read(MINUTES.format(standing=""), name="copy.txt", sha="c" * 64)
    other = read(MINUTES.format(standing="").replace("3 June", "4 June"), sha="d" * 64)
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    for paper in (final, draft, twin, other):
        catalogue.put(paper, digests=[p.id for p in paper.passages])
    assert catalogue.superseded() == {
        (draft.paper.id, 1): (final.paper.id, 1),
        (twin.paper.id, 1): (final.paper.id, 1),
    }
    assert superseded([]) == {}


def test_the_catalogue_gives_back_what_was_noted(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    for file in sorted(CORPUS.glob("2022-*.md")):
        paper = read_paper(file)
        catalogue.put(paper, digests=[p.id for p in paper.passages])
        assert catalogue.read(paper.paper) == paper
    drafted = read(MINUTES.format(standing="DRAFT"))
    catalogue.put(drafted, digests=[p.id for p in drafted.passages])
    assert catalogue.read(drafted.paper) == drafted
    catalogue.remove(drafted.paper.id)
    assert len(catalogue.papers()) == 1


PLANNING = """Westvale District Council

MINUTES of the Planning Committee held at the Town Hall on Wednesday 12 February 2025 at 6.30pm

Present: Councillors Smith (Chairman), Jones, Brown and Patel

45. APOLOGIES FOR ABSENCE

Apologies for absence were received from Councillors Green and White (Councillor Black substituted for Councillor Green).

46. APPLICATION 24/01234/FUL

Members requested that officers provide a briefing on affordable housing.

ACTION: Clerk to arrange a site visit.

The developer would provide 30 homes and would contact neighbours.

An amendment to defer was proposed by Councillor Brown and seconded by Councillor Patel. On being put to the vote, the amendment was LOST (3 for, 5 against, 1 abstention).

On being put to the vote there voted:

FOR (6): Councillors Smith, Jones, Brown, Patel, Black and Hill
AGAINST (2): Councillors Ford, Dale
ABSTAIN (1): Councillor Wood

RESOLVED (For: 6, Against: 2, Abstentions: 1) that planning permission be GRANTED subject to conditions.

47. URGENT BUSINESS

There was none.
"""


def test_other_councils_ways_to_note_votes_actions_and_substitutes_are_read() -> None:
    paper = read(PLANNING)
    assert [(a.promise, a.who, a.what) for a in paper.actions] == [
        (Promise.REQUESTED, "officers", "provide a briefing on affordable housing"),
        (Promise.UNDERTAKEN, "Clerk", "arrange a site visit"),
    ]
    (amendment,) = paper.motions
    assert amendment.outcome is Outcome.LOST
    assert amendment.votes
    assert amendment.votes.words == "3 for, 5 against, 1 abstained"
    (resolved,) = paper.resolutions
    assert resolved.votes
    assert resolved.votes.names[1] == ("Ford", "Dale")
    names = {a.presence: a.names for a in paper.attendance}
    assert names[Presence.APOLOGIES] == ("Green", "White")
    assert names[Presence.SUBSTITUTES] == ("Councillor Black",)
