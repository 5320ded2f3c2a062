"""A meeting and its papers: the agenda, and the parts filed under each of its items, in whichever file they stand. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from ingest.papers import Item, Kind, Paper, Part, Placed, ReadPaper, Recommendation
from ingest.structure.parts import same_body
from ingest.text.dates import dates
from rag.places import placed_in
from rag.topics import numbers_in, procedural

_FILED_NUMBER = re.compile(
    r"(?<!\d)(\d{2})[-_ ](\d{5})(?!\d)"
)  # "24-00108.pdf": a file's name holds no slash
AGENDA_ENDS = re.compile(
    r"^\W*(?:Minutes|Decision)\W*$", re.MULTILINE
)  # on a page that gives agenda and minutes item by item
_NOT_FILED = frozenset({Kind.AGENDA, Kind.MINUTES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A committee's meeting, by its agenda: the paper that holds it and the part that it is."""

    committee: str
    date: date
    agenda: ReadPaper
    part: Part

    @property
    def items(self) -> tuple[Item, ...]:
        """The agenda's items."""
        return tuple(i for i in self.agenda.items if i.part == self.part.number)


@dataclass(frozen=True, slots=True)
class Filed:
    """A part of a paper, with all that was read of the paper."""

    read: ReadPaper
    part: Part

    def recommendations(self) -> tuple[Recommendation, ...]:
        """Give what the part asks."""
        return tuple(r for r in self.read.recommendations if r.part == self.part.number)

    def passages(self) -> tuple[Placed, ...]:
        """Give the part's passages, placed."""
        own = [p for p in self.read.passages if p.part == self.part.number]
        return tuple(placed_in(self.read, p) for p in own)


def meetings(reads: Sequence[ReadPaper]) -> tuple[Meeting, ...]:
    """Give the meetings whose agendas are held, oldest first; of several agendas the one with most items.

    A web page that gives agenda and minutes item by item counts as an agenda where no other is held.
    """
    found: list[Meeting] = []
    for read in reads:
        for part in read.parts:
            if (
                not (part.kind is Kind.AGENDA or _has_agenda(read, part))
                or not part.committee
                or not part.date
            ):
                continue
            own = Meeting(committee=part.committee, date=part.date, agenda=read, part=part)
            same = [m for m in found if m.date == own.date and same_body(m.committee, own.committee)]
            if same and _weight(same[0]) >= _weight(own):
                continue
            found = [m for m in found if m not in same] + [own]
    return tuple(sorted(found, key=lambda m: (m.date, m.committee)))


def _weight(meeting: Meeting) -> tuple[bool, int]:
    return meeting.part.kind is Kind.AGENDA, len(meeting.items)


def _has_agenda(read: ReadPaper, part: Part) -> bool:
    """Tell whether minutes hold the agenda's words too: most of their items have a line "Minutes:" below them."""
    if part.kind is not Kind.MINUTES:
        return False
    told = {p.item for p in read.passages if p.part == part.number and AGENDA_ENDS.search(p.text)}
    items = [i for i in read.items if i.part == part.number]
    return len(items) > 1 and 2 * sum(i.label in told for i in items) > len(items)


def meeting_of(paper: Paper, every: Sequence[Meeting], reads: Sequence[ReadPaper]) -> Meeting | None:
    """Give the meeting that a paper is for: that of its agenda, else of its first part that names one."""
    own = next((m for m in every if m.agenda.paper.id == paper.id), None)
    if own:
        return own
    parts = next((r.parts for r in reads if r.paper.id == paper.id), ())
    return next((m for p in parts for m in every if _goes_to(p, m)), None)


def named(reference: str, every: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """Give the meetings that words name: a committee, a date, or both ("Cabinet 30 January 2025")."""
    days = set(dates(reference))
    asked = [w for w in reference.lower().replace(",", " ").split() if not any(c.isdigit() for c in w)]
    months = {m for day in days for m in (day.strftime("%B").lower(), day.strftime("%b").lower())}
    told = [w for w in asked if w not in months]
    return tuple(
        m
        for m in every
        if (not days or m.date in days) and all(w in m.committee.lower() for w in told) and (days or told)
    )


def _goes_to(part: Part, meeting: Meeting) -> bool:
    return bool(part.date == meeting.date and part.committee and same_body(part.committee, meeting.committee))


def filed_under(
    item: Item, meeting: Meeting, reads: Sequence[ReadPaper], *, hidden: Sequence[tuple[str, int]] = ()
) -> tuple[Filed, ...]:
    """Give the parts that belong to an item, in the pack and in papers of their own.

    In another file a part belongs to an item by its meeting and title, or by the number of the decision that
    both name.
    """
    if procedural(item.title):
        return ()
    label = f"{item.number}. {item.title}"
    found = []
    for read in reads:
        for part in read.parts:
            if part.kind in _NOT_FILED or (read.paper.id, part.number) in hidden:
                continue
            inside = read.paper.id == meeting.agenda.paper.id
            if (inside and part.agenda_item == label) or (
                not inside and _belongs(part, read.paper, item, meeting)
            ):
                found.append(Filed(read, part))
    return tuple(found)


def _belongs(part: Part, paper: Paper, item: Item, meeting: Meeting) -> bool:
    ours = numbers_in([item.title])
    theirs = numbers_in([part.title, paper.title, _FILED_NUMBER.sub(r"\1/\2", paper.file_name)])
    if part.date is not None and not _goes_to(part, meeting):
        return False
    if ours and ours & theirs:
        return part.committee is None or same_body(part.committee, meeting.committee)
    if not _goes_to(part, meeting) or part.kind is Kind.SUPPLEMENT or (ours and theirs):
        return False
    rivals = [_alike(part.title, i.title) for i in meeting.items if not procedural(i.title)]
    close = fuzz.token_set_ratio(part.title.lower(), item.title.lower()) >= 75
    return close and _alike(part.title, item.title) >= max(rivals, default=0.0)


def _alike(one: str, other: str) -> float:
    """Compare two titles: all words of one in the other, and how much else each has."""
    a, b = one.lower(), other.lower()
    return fuzz.token_set_ratio(a, b) + fuzz.token_sort_ratio(a, b)
