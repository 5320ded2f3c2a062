"""Registers over all papers held: what was decided, and who is to do what. Pure; values in, values out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ingest.papers import Item, Outcome, Part, Promise, ReadPaper, Reference, Span, Votes
from ingest.text.lines import plain
from rag.answers import Quote
from rag.places import quotes_at


class Entry(Protocol):
    """What every row of a register has: its words, where they stand, and the minute they belong to."""

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The words in their paper."""

    @property
    def item(self) -> Item | None:
        """The minute."""

    @property
    def words(self) -> str:
        """The words, plain, on one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """What a register is confined to; None or empty means any. Dates are inclusive."""

    committee: str | None = None
    since: date | None = None
    until: date | None = None
    words: str | None = None

    def holds(self, entry: Entry) -> bool:
        """Tell whether an entry is let through."""
        part = entry.quotes[0].placed.part
        if self.committee and self.committee.lower() not in (part.committee or "").lower():
            return False
        if (self.since or self.until) and part.date is None:
            return False
        if part.date and ((self.since and part.date < self.since) or (self.until and part.date > self.until)):
            return False
        asked = (self.words or "").lower().split()
        item = entry.item.label if entry.item else ""
        return all(word in f"{item} {entry.words}".lower() for word in asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One row of the register of decisions: a resolution, or a motion or amendment that was lost.

    `quotes` are its words in the minutes (more than one where they fill more than one passage); the meeting,
    the file and the page are theirs.
    """

    quotes: tuple[Quote, ...]
    item: Item | None
    what: str  # "resolution", "motion" or "amendment"
    outcome: Outcome
    votes: Votes | None
    references: tuple[Reference, ...]

    @property
    def words(self) -> str:
        """The words of the decision, plain, on one line."""
        return _plain(self.quotes)

    @property
    def part(self) -> Part:
        """The minutes that record it: committee and date are the meeting's."""
        return self.quotes[0].placed.part


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """One row of the register of actions: the words, and in them who, what and by when, where they are told."""

    quotes: tuple[Quote, ...]
    item: Item | None
    promise: Promise
    who: str | None
    what: str
    due: str | None

    @property
    def words(self) -> str:
        """The words of the action, plain, on one line."""
        return _plain(self.quotes)

    @property
    def part(self) -> Part:
        """The part that records it."""
        return self.quotes[0].placed.part


def _plain(quotes: Sequence[Quote]) -> str:
    return " ".join(" ".join(plain(q.words).split()) for q in quotes)


def _order(entry: Decided | Promised) -> tuple[date, str, str, int, int]:
    quote = entry.quotes[0]
    place = quote.placed.passage.spans[0]
    day, committee = entry.part.date or date.min, entry.part.committee or ""
    return day, committee, quote.placed.paper.id, place.page, place.start + quote.start


def decisions(
    reads: Iterable[ReadPaper], *, where: Where | None = None, hidden: Collection[tuple[str, int]] = ()
) -> tuple[Decided, ...]:
    """Give the register of decisions, oldest first.

    `hidden` are parts to leave out, as (paper id, part number): those that another stands in for.
    """
    found = []
    for read in reads:
        told: list[tuple[int, Item | None, tuple[Span, ...], str, Outcome, Votes | None]] = [
            (r.part, r.item, r.spans, "resolution", r.outcome or Outcome.CARRIED, r.votes)
            for r in read.resolutions
        ]
        told += [
            (m.part, m.item, m.spans, "amendment" if m.amendment else "motion", m.outcome, m.votes)
            for m in read.motions
            if m.outcome is Outcome.LOST
        ]
        for part, item, spans, what, outcome, votes in told:
            quotes = () if (read.paper.id, part) in hidden else quotes_at(read, spans)
            if quotes:
                own = tuple(r for r in read.references if r.part == part and item and r.item == item)
                found.append(
                    Decided(quotes=quotes, item=item, what=what, outcome=outcome, votes=votes, references=own)
                )
    return tuple(sorted((d for d in found if where is None or where.holds(d)), key=_order))


def actions(
    reads: Iterable[ReadPaper], *, where: Where | None = None, hidden: Collection[tuple[str, int]] = ()
) -> tuple[Promised, ...]:
    """Give the register of actions, oldest first; `hidden` as for decisions."""
    found = []
    for read in reads:
        for action in read.actions:
            quotes = () if (read.paper.id, action.part) in hidden else quotes_at(read, action.spans)
            if quotes:
                found.append(
                    Promised(
                        quotes=quotes, item=action.item, promise=action.promise, who=action.who, what=action.what,
                        due=action.due,
                    )
                )  # fmt: skip
    return tuple(sorted((a for a in found if where is None or where.holds(a)), key=_order))
