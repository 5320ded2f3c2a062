"""A briefing for a meeting: per item what is asked, what was decided and promised before, what moved, what to ask. Pure.

Every line is a statement that rests on quotes and passes the check of answers (faults.py); one that does not
is left out. Templates put the papers' words together; nothing is worded anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from ingest.papers import Item, Outcome, Pointer, Promise, ReadPaper, Recommendation
from ingest.structure.parts import same_body
from ingest.text.dates import long_date
from ingest.text.lines import plain
from rag.answers import Quote, Statement
from rag.faults import fault
from rag.followed import Linked, answers_to, full, linked
from rag.meetings import Filed, Meeting, filed_under
from rag.movements import movements
from rag.places import narrowed, placed_in, quotes_at
from rag.registers import Decided, Promised, Where, actions, decisions
from rag.tables import shorten
from rag.topics import Topic, about, procedural, stems_of, topic_of
from rag.words import Weights

_MARK = re.compile(r"^\W*(?:\d[\d.]*[.)]?|\(?\w{1,3}[.)])?\s+|^[-•–]\s*")  # "- 2.1 ", "1) ", "(a) "
_SUBJECT = re.compile(r"^.{0,90}?\b(?:asked|recommended|requested|invited)\s+to\s+", re.IGNORECASE)
_MARK_END = re.compile(r"\W*(?:\(?\w{1,3}[.)]|[-•–])?\W*$")
_LABEL = re.compile(r"^\W*recommendations?(?:\(s\))?\s*:\s*", re.IGNORECASE)
_ASKS = re.compile(
    r"^\W*(?:\(?\w{1,3}[.)]\s+)?(?P<asks>To (?:agree|appoint|approve|authorise|comment|confirm|consider|decide|determine|elect|endorse|nominate|note|"
    r"ratify|receive|recommend|review)\b.{8,400})$",
    re.MULTILINE,
)
_RUN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a body is asked: the words that lead in, where there are any, and each clause in its own words."""

    to: str
    lead: Statement | None
    clauses: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A promise, and the words of later papers that take it up, where any do."""

    promised: Promised
    told: Statement
    taken_up: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBrief:
    """All that a member may want to know of one agenda item."""

    item: Item
    papers: tuple[Filed, ...]
    asked: tuple[Asked, ...]
    decided: tuple[Statement, ...]
    promised: tuple[Kept, ...]
    moved: tuple[Statement, ...]
    questions: tuple[Statement, ...]
    earlier: tuple[Decided, ...] = ()  # what `decided` tells, as rows of the register

    @property
    def empty(self) -> bool:
        """Whether the papers held tell nothing of it."""
        return not (self.asked or self.decided or self.promised or self.moved)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A briefing. `dropped` are lines that did not pass the check, with the reason: none is shown."""

    meeting: Meeting
    items: tuple[ItemBrief, ...]
    dropped: tuple[str, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every line of the briefing."""
        found: list[Statement] = []
        for item in self.items:
            for asked in item.asked:
                found += [*([asked.lead] if asked.lead else []), *asked.clauses]
            found += item.decided
            for kept in item.promised:
                found += [kept.told, *kept.taken_up]
            found += [*item.moved, *item.questions]
        return tuple(found)


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
        self.dropped: list[str] = []
        self.places = _places(reads)
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
        asked = [a for p in papers for r in p.recommendations() if (a := self._asked(p, r))]
        asked += self._on_the_agenda(item)
        earlier = self.linked[item]
        promised = [k for a in self._promised(item) if (k := self._kept(a))]
        moved = [s for s in movements([p for f in papers for p in f.passages()]) if self.holds(s)]
        questions = [s for s in self._questions(promised, moved) if self.holds(s)]
        return ItemBrief(
            item=item,
            papers=papers,
            asked=_once(asked),
            decided=tuple(s for d in earlier if self.holds(s := _decided(d.decided, self.meeting))),
            promised=tuple(promised),
            moved=tuple(moved),
            questions=tuple(questions),
            earlier=tuple(d.decided for d in earlier),
        )

    def _asked(self, filed: Filed, recommendation: Recommendation) -> Asked | None:
        quotes = quotes_at(filed.read, recommendation.spans)
        told = " ".join(plain(recommendation.text).split())
        clauses = []
        for clause in recommendation.clauses:
            words = f"{clause.number} {clause.text}" if clause.number else clause.text
            clauses.append(Statement(words=f"“{words}”", quotes=narrowed(quotes, words)))
        clauses = [c for c in clauses if self.holds(c)]
        if not quotes or not clauses:
            return None
        first = told.find(" ".join(recommendation.clauses[0].text.split())[:40])
        stem = _MARK.sub("", _MARK_END.sub("", told[:first])) if first > 0 else ""
        lead = Statement(words=f"“{stem}”", quotes=narrowed(quotes, stem)) if stem else None
        return Asked(
            to=recommendation.to, lead=lead if lead and self.holds(lead) else None, clauses=tuple(clauses)
        )

    def _on_the_agenda(self, item: Item) -> list[Asked]:
        """Give what the agenda itself asks under an item: "To confirm the appointment of …"."""
        label = None if procedural(item.title) else item.label
        found = []
        for passage in self.meeting.agenda.passages:
            if passage.part != self.meeting.part.number or passage.item != label:
                continue
            placed = placed_in(self.meeting.agenda, passage)
            for line in _ASKS.finditer(passage.text):
                quote = Quote(placed=placed, start=line.start("asks"), end=line.end("asks"))
                told = " ".join(plain(quote.words).split())
                found.append(Statement(words=f"“{told}”", quotes=(quote,)))
        kept = tuple(s for s in found if self.holds(s))
        return [Asked(to=self.meeting.committee, lead=None, clauses=kept)] if kept else []

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

    def _kept(self, action: Promised) -> Kept | None:
        told = Statement(
            words=f"{_place(action, self.meeting)}{_owner(action)}: “{action.words}”", quotes=action.quotes
        )
        if not self.holds(told):
            return None
        found = answers_to(action, self.reads, self.weights, until=self.meeting.date, hidden=self.hidden)
        return Kept(promised=action, told=told, taken_up=tuple(s for s in found if self.holds(s)))

    def _questions(self, promised: Sequence[Kept], moved: Sequence[Statement]) -> list[Statement]:
        """Ask what came of each promise that no later paper takes up, and what lies behind the two largest changes."""
        found = []
        for action in (k.promised for k in promised if not k.taken_up):
            ask = "What came of it?" if action.promise is Promise.RESOLVED else "Which paper answers that?"
            place = f"{_place(action, self.meeting)}{_owner(action)}"
            words = shorten(action.words, words=24)
            found.append(Statement(words=f"{place}: “{words}” {ask}", quotes=action.quotes))
        rows = [s for s in moved if not s.words.endswith("”")]  # a sentence tells its own reason, as a rule
        found += [Statement(words=f"{s.words} Why?", quotes=s.quotes) for s in rows[:2]]
        return found


def _place(entry: Decided | Promised, meeting: Meeting) -> str:
    """Name a minute: the day and number; the committee where it is another than the one that meets."""
    part = entry.part
    own = bool(part.committee and same_body(part.committee, meeting.committee))
    day = long_date(part.date) if part.date else "no date"
    minute = f", minute {entry.item.number}" if entry.item and entry.item.number else ""
    return f"{day}{minute}" if own else f"{part.committee or part.title} (another committee), {day}{minute}"


def _owner(action: Promised) -> str:
    """Name who is to do it, where the words quoted do not begin with the name."""
    if action.promise is Promise.RESOLVED:
        return ", resolved"
    return f", {action.who}" if action.who and action.who.lower() not in action.words.lower()[:60] else ""


def _decided(entry: Decided, meeting: Meeting) -> Statement:
    """Tell a decision: the meeting, the minute, its words."""
    return Statement(words=f"{_place(entry, meeting)}: “{entry.words}”", quotes=entry.quotes)


def _once(asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """Leave out what a report asks a second time, as at its end: the same words, or a part of them."""
    kept: list[Asked] = []
    seen: list[str] = []
    for one in asked:
        new = []
        for statement in one.clauses:
            bare = _SUBJECT.sub("", _MARK.sub("", _LABEL.sub("", statement.words.strip("“”"))))
            run = _RUN.sub("", bare.lower())
            if not any(run in other for other in seen):
                new.append(statement)
            seen.append(run)
        if new:
            kept.append(replace(one, clauses=tuple(new)))
    return tuple(kept)


def _places(reads: Sequence[ReadPaper]) -> frozenset[str]:
    """Give the stems of the committees' names: on a council's own papers "Coventry" tells no matter."""
    return stems_of(*(p.committee for r in reads for p in r.parts if p.committee))
