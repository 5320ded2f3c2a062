"""A briefing for a meeting: per item what is asked, what was decided and promised before, what moved, what to ask. Pure.

Every line is a statement that rests on quotes and passes the check of answers (faults.py); one that does not
is left out. Templates put the papers' words together; nothing is worded anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ingest.papers import Item, Outcome, Placed, Pointer, Promise, ReadPaper
from ingest.structure.parts import same_body
from rag.answers import Statement
from rag.briefed import Brief, Figures, ItemBrief, Kept
from rag.compared import Index, differing, index, moved_since
from rag.faults import fault
from rag.followed import Linked, answers_to, full, linked
from rag.meetings import Filed, Meeting, filed_under
from rag.movements import movements
from rag.programme import Became, Outturn, outturns, planned
from rag.recommended import asked_of
from rag.registers import Promised, Where, actions, decisions
from rag.targets import missed
from rag.topics import Topic, about, places_of, procedural, topic_of
from rag.words import Weights
from rag.worth_asking import decided_line, promised_line, questions


def brief(
    reads: Sequence[ReadPaper],
    meeting: Meeting,
    weights: Weights,
    *,
    item: str | None = None,
    hidden: Collection[tuple[str, int]] = (),
) -> Brief:
    """Prepare for a meeting from the papers held; `item` confines it to the agenda item of that number.

    Only what is dated before the meeting counts as earlier, and what is dated up to its day as an answer.
    `hidden` are parts that another part stands in for, as (paper id, part number).
    """
    writer = _Writer(reads, meeting, weights, hidden)
    chosen = [i for i in meeting.items if item is None or i.number == item]
    told = [writer.write(i) for i in chosen]
    return Brief(meeting=meeting, items=tuple(told), dropped=tuple(writer.dropped))


def figures_of(passages: Sequence[Placed], known: Index) -> Figures:
    """Give what passages tell of figures, before the check; `known` is what all papers held measure."""
    return Figures(
        moved=(*moved_since(passages, known), *movements(passages)),
        differing=differing(passages, known),
        missed=missed(passages),
    )


class _Writer:
    """Writes item after item; what one item has told, the next does not repeat."""

    def __init__(
        self,
        reads: Sequence[ReadPaper],
        meeting: Meeting,
        weights: Weights,
        hidden: Collection[tuple[str, int]],
    ) -> None:
        self.reads, self.meeting, self.weights, self.hidden = reads, meeting, weights, tuple(hidden)
        where = Where(until=meeting.date)
        earlier = [d for d in decisions(reads, where=where, hidden=hidden) if d.outcome is not Outcome.LOST]
        self.earlier = [d for d in earlier if d.part.date and d.part.date < meeting.date]
        done = [a for a in actions(reads, where=where, hidden=hidden) if a.promise is not Promise.LISTED]
        self.promised = [a for a in done if a.part.date and a.part.date < meeting.date]
        self.measured = index((r for r in reads if not _after(r, meeting)), hidden=hidden)
        self.dropped: list[str] = []
        self.places = places_of(reads)
        self.acronyms = {a.short: a.long for r in reads for a in reversed(r.acronyms)}
        self.linked = {i: self._earlier(i) for i in meeting.items}
        self.homes = {a: self._home(a) for a in self.promised}

    def _topic(self, item: Item) -> Topic:
        return topic_of(full(item.title, self.acronyms), self.weights, places=self.places)

    def _home(self, action: Promised) -> Item | None:
        """Give the agenda item under which a promise is told: of its matter; none for what only the minutes hold."""
        title = full(action.item.title, self.acronyms) if action.item else ""
        for item in (i for i in self.meeting.items if not procedural(i.title)):
            minutes = {(d.decided.part, d.decided.item) for d in self.linked[item] if d.sure}
            if (action.part, action.item) in minutes or about(self._topic(item), title, action.words):
                return item
        return None

    def holds(self, statement: Statement) -> bool:
        """Check a line; note the reason where it fails."""
        reason = fault(statement)
        if reason:
            self.dropped.append(f"{statement.words[:120]}: {reason}")
        return reason is None

    def write(self, item: Item) -> ItemBrief:
        """Write what is known of one item."""
        papers = filed_under(item, self.meeting, self.reads, hidden=self.hidden)
        earlier = self.linked[item]
        promised = [k for a in self._promised(item) if (k := self._kept(a))]
        figures = self._figures(papers)
        plans = tuple(o for o in self._planned(papers) if self.holds(o.told))
        return ItemBrief(
            item=item,
            papers=papers,
            asked=asked_of(item, papers, self.meeting, holds=self.holds),
            decided=tuple(s for d in earlier if self.holds(s := decided_line(d.decided, self.meeting))),
            promised=tuple(promised),
            figures=figures,
            planned=plans,
            questions=tuple(s for s in questions(promised, figures, plans, self.meeting) if self.holds(s)),
            earlier=tuple(d.decided for d in earlier),
        )

    def _earlier(self, item: Item) -> tuple[Linked, ...]:
        if procedural(item.title):
            return ()
        pointed = [
            r
            for p in filed_under(item, self.meeting, self.reads, hidden=self.hidden)
            for r in p.read.references
            if r.part == p.part.number and r.pointer is Pointer.MINUTE
        ]
        return linked(item, pointed, self.earlier, self.meeting, self._topic(item), self.acronyms)

    def _promised(self, item: Item) -> list[Promised]:
        """Give what was promised on an item's matter; under minutes, what their meeting leaves to no other item."""
        if not re.search(r"\bminutes\b", item.title, re.IGNORECASE):
            return [a for a in self.promised if self.homes[a] is item]
        # "Minutes" are the committee's own; "Parenting Panel - Minutes for noting" are that panel's.
        bodies = {
            p.committee
            for r in self.reads
            for p in r.parts
            if p.committee and p.committee.lower() in item.title.lower()
        }
        bodies -= {b for b in bodies if any(b != other and b in other for other in bodies)}
        own = [
            a
            for a in self.promised
            if any(same_body(a.part.committee or "", b) for b in bodies or {self.meeting.committee})
        ]
        last = max((a.part.date for a in own if a.part.date), default=None)
        return [a for a in own if a.part.date == last and self.homes[a] is None]

    def _figures(self, papers: Sequence[Filed]) -> Figures:
        told = figures_of([p for f in papers for p in f.passages()], self.measured)
        return Figures(
            moved=tuple(s for s in told.moved if self.holds(s)),
            differing=tuple(s for s in told.differing if self.holds(s)),
            missed=tuple(s for s in told.missed if self.holds(s)),
        )

    def _planned(self, papers: Sequence[Filed]) -> list[Outturn]:
        """Give what an item's work programme planned for this meeting, and what earlier meetings did not take of it."""
        filed = {(f.read.paper.id, f.part.number) for f in papers}
        own = [
            p
            for p in planned([f.read for f in papers], hidden=self.hidden)
            if (p.quotes[0].placed.paper.id, p.part.number) in filed
        ]
        found = outturns(own, self.reads, self.weights, acronyms=self.acronyms, places=self.places)
        day = self.meeting.date
        return [
            o
            for o in found
            if (o.planned.is_for(day) and o.became is not Became.NO_PAPERS)
            or (
                o.planned.begins
                and o.planned.begins < day
                and o.became in {Became.NOTHING, Became.PUT_OFF, Became.TAKEN_LATER}
            )
        ]

    def _kept(self, action: Promised) -> Kept | None:
        told = promised_line(action, self.meeting)
        if not self.holds(told):
            return None
        found = answers_to(action, self.reads, self.weights, until=self.meeting.date, hidden=self.hidden)
        return Kept(promised=action, told=told, taken_up=tuple(s for s in found if self.holds(s)))


def _after(read: ReadPaper, meeting: Meeting) -> bool:
    """Tell whether a paper is of a later day than the meeting."""
    days = [p.date for p in read.parts if p.date] or [d for d in [read.paper.date] if d]
    return bool(days) and min(days) > meeting.date
