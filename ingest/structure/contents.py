"""What one part of a paper yields: items, decisions, motions, actions, references, attendance, passages. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.papers import (
    Action,
    Attendance,
    Item,
    Kind,
    Motion,
    Part,
    Pointer,
    Recommendation,
    Reference,
    Resolution,
    Role,
    Span,
    Votes,
)
from ingest.structure.actions import listed_actions, resolved_actions, told_actions
from ingest.structure.attendance import listed, present, told
from ingest.structure.item_numbers import Heading
from ingest.structure.items import item_headings
from ingest.structure.lacking import with_lacking
from ingest.structure.minutes import Decision, decisions
from ingest.structure.passages import Draft, passages
from ingest.structure.references import references
from ingest.structure.reports import recommendations
from ingest.structure.unnumbered import lone_item, titled, unnumbered
from ingest.structure.votes import debate, inline_votes
from ingest.structure.web_pages import page_item
from ingest.structure.within import apart
from ingest.text.blocks import Block, Form, spans

_REPORTS = re.compile(
    r"^(?:joint |covering |verbal |oral )*(?:report|briefing note|presentation|update|statement|note|paper)s?\b.{0,40}?\b(?:of|by|from)\b",
    re.IGNORECASE,
)
_WILL_REPORT = re.compile(
    r"\bwill (?:report|present|give a presentation|provide an update|update)\b", re.IGNORECASE
)
_CONSIDERED = re.compile(
    r"\b(?:considered|received|noted)\s+(?:a|an|the)\s+(?:[\w-]+\s+){0,4}?(?:report|briefing note|presentation|update|paper)\s+(?:of|by|from)\s+"
    r"(?P<who>.{4,120}?)(?=,?\s+(?:which|that|regarding|concerning|on|about|setting|detailing|providing|in respect|relating|seeking|and received)\b|[.;])"
)
_ATTENDANCE_ITEM = re.compile(r"\b(?:apolog|substitut|declar|interest|attendance|welcome)", re.IGNORECASE)
# In a report, "Item 3" and "section 4" are as a rule its own.
_POINTED_BY_REPORTS = frozenset({Pointer.MINUTE, Pointer.DECISION, Pointer.MEETING})
_VOTING = re.compile(r"\b(?:vot|for\b.{1,40}\bagainst)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """What one part yields, each in reading order."""

    items: tuple[Item, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    passages: tuple[tuple[str | None, Draft], ...] = ()
    motions: tuple[Motion, ...] = ()
    actions: tuple[Action, ...] = ()
    references: tuple[Reference, ...] = ()
    attendance: tuple[Attendance, ...] = ()


class Gathered:
    """What is found while a part is read in order."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.resolutions: list[Resolution] = []
        self.passages: list[tuple[str | None, Draft]] = []
        self.motions: list[Motion] = []
        self.actions: list[Action] = []
        self.references: list[Reference] = []
        self.attendance: list[Attendance] = []

    def whole(self) -> Found:
        """Give it as a value."""
        return Found(
            items=tuple(self.items), resolutions=tuple(self.resolutions), passages=tuple(self.passages),
            motions=tuple(self.motions), actions=tuple(self.actions), references=tuple(self.references),
            attendance=tuple(self.attendance),
        )  # fmt: skip


def read_part(part: Part, own: Sequence[Block], page_text: dict[int, str]) -> Found:
    """Read a part by its kind: minutes and agendas by their items, reports by what they recommend."""
    if part.kind in {Kind.MINUTES, Kind.AGENDA}:
        return _read_items(part, own, page_text)
    advised = recommendations(
        own,
        part=part.number,
        committee=part.committee,
        page_text=page_text,
        named_only=part.kind is not Kind.REPORT,  # plans and annual reports recommend much to everybody
    )
    cut: list[tuple[str | None, Draft]] = []
    at = 0
    for first, last, _ in advised:
        cut += [(None, d) for d in passages(own[at:first], page_text)]
        headings = [b.text for b in own[max(0, first - 2) : first] if b.form is Form.HEADING][-1:]
        cut += [
            (None, d)
            for d in passages(own[first:last], page_text, headings=headings, role=Role.RECOMMENDATION)
        ]
        at = last
    cut += [(None, d) for d in passages(own[at:], page_text)]
    pointed = references(own, part=part.number, item=None, page_text=page_text, pointers=_POINTED_BY_REPORTS)
    return Found(
        recommendations=tuple(r for _, _, r in advised),
        passages=tuple(cut),
        actions=tuple(listed_actions(own, part=part.number, page_text=page_text)),
        references=tuple(pointed),
    )


def _read_items(part: Part, own: Sequence[Block], page_text: dict[int, str]) -> Found:
    """Read minutes or an agenda: what stands before the items, then each item."""
    own = apart(with_lacking(own), page_text) if part.kind is Kind.MINUTES else own
    headings = page_item(own) or item_headings(own, agenda=part.kind is Kind.AGENDA)
    if part.kind is Kind.MINUTES and headings:
        before = own[: headings[0].first]
        headings = unnumbered(before, [d.first for d in decisions(before, page_text) if d.stated]) + headings
    elif part.kind is Kind.MINUTES:
        headings = titled(own) or lone_item(own, [d.first for d in decisions(own, page_text) if d.stated])
    ends = [*(h.first for h in headings[1:]), len(own)] if headings else []
    before = own[: headings[0].first if headings else len(own)]
    role = Role.ATTENDANCE if part.kind is Kind.MINUTES else None
    lists = listed(before, named=bool(headings)) if role else len(before)
    found = Gathered()
    found.passages += [(None, d) for d in passages(before[:lists], page_text, role=role)]
    found.passages += [(None, d) for d in passages(before[lists:], page_text)]
    if part.kind is Kind.MINUTES:
        found.resolutions += [
            _resolution(part, None, d, None) for d in decisions(before, page_text) if d.stated
        ]
        found.attendance += present(before, page_text, part=part.number)
        found.attendance += () if headings else told(before[lists:], page_text, part=part.number)
        found.references += references(before, part=part.number, item=None, page_text=page_text)
    for heading, end in zip(headings, ends, strict=True):
        if part.kind is Kind.AGENDA:
            _agenda_item(found, part, own, heading, end, page_text)
        else:
            _minute(found, part, own, heading, end, page_text)
    found.actions += listed_actions(own, part=part.number, page_text=page_text)
    return found.whole()


def _item(part: Part, heading: Heading, place: Span, about: Sequence[Block]) -> Item:
    return Item(
        part=part.number,
        number=heading.number,
        title=heading.title,
        span=place,
        pages=heading.pages,
        agenda_ref=heading.agenda_ref,
        author=author(about, agenda=part.kind is Kind.AGENDA),
    )


def author(about: Sequence[Block], *, agenda: bool) -> str | None:
    """Give who reports on an item: an agenda's line ("Report of the Director"), or a minute's first sentence."""
    for line in (line for block in about[:4] for line in block.lines if line.text):
        if agenda and (_REPORTS.match(line.text) or _WILL_REPORT.search(line.text)):
            return line.text
        if agenda and line.cells:
            return None
    told = None if agenda else _CONSIDERED.search(" ".join(b.text for b in about[:2]))
    return told["who"].strip() if told else None


def _agenda_item(
    found: Gathered, part: Part, own: Sequence[Block], heading: Heading, end: int, page_text: dict[int, str]
) -> None:
    stop = _agenda_item_end(own, heading, end)
    (place, *_) = spans(own[heading.first : max(heading.first + 1, heading.body)])
    item = _item(part, heading, place, own[heading.body : stop])
    found.items.append(item)
    cut = passages(own[heading.first : stop], page_text, role=Role.AGENDA_ITEM)
    found.passages += [(item.label, d) for d in cut]
    found.passages += [(None, d) for d in passages(own[stop:end], page_text)]


def _minute(
    found: Gathered, part: Part, own: Sequence[Block], heading: Heading, end: int, page_text: dict[int, str]
) -> None:
    """Read one minute: its decisions cut from its discussion, and what its discussion tells."""
    (place, *_) = spans(own[heading.first : max(heading.first + 1, heading.body)])
    body = own[heading.body : end]
    item = _item(part, heading, place, body) if heading.title else None
    label = item.label if item else None
    found.items += [item] if item else []
    motions, votes = debate(body, part=part.number, item=item, page_text=page_text)
    found.motions += motions
    resolved, at, told_at = [], heading.first, heading.body
    for d in decisions(body, page_text):
        first, last = heading.body + d.first, heading.body + d.last
        after = own[last : min(last + 2, end)] if d.stated else ()
        resolved.append(_resolution(part, item, d, _votes_on(d, motions, votes, after)))
        if not d.stated:
            continue  # a sentence of the discussion, which its passage holds
        found.actions += told_actions(own[told_at:first], part=part.number, item=item, page_text=page_text)
        told_at = last
        if at == heading.first and first == heading.body:
            first = heading.first  # the heading is too little for a passage of its own
        found.passages += [(label, p) for p in passages(own[at:first], page_text)]
        found.passages += [(label, p) for p in passages(own[first:last], page_text, role=Role.RESOLUTION)]
        at = last
    found.passages += [(label, p) for p in passages(own[at:end], page_text)]
    found.actions += told_actions(own[told_at:end], part=part.number, item=item, page_text=page_text)
    found.actions += resolved_actions(resolved)
    found.resolutions += resolved
    found.references += references(own[heading.first : end], part=part.number, item=item, page_text=page_text)
    if _ATTENDANCE_ITEM.search(heading.title):
        found.attendance += told(body, page_text, part=part.number)


def _votes_on(
    d: Decision, motions: Sequence[Motion], votes: Sequence[tuple[Span, Votes]], after: Sequence[Block]
) -> Votes | None:
    """Give the vote that a decision rests on: told in it or right after it, or the last one before it.

    A vote that an amendment was put to is the amendment's.
    """
    start = d.spans[0]
    earlier = [v for place, v in votes if (place.page, place.start) <= (start.page, start.start)]
    beside = after[0].text if after and _VOTING.search(after[0].text) else ""
    if len(after) > 1 and beside and after[0].words <= 3:  # "Voting record", and the counts below it
        beside = after[1].text
    if said := inline_votes(d.text) or inline_votes(beside):
        return next(
            (v for v in reversed(earlier) if v.words == said.words), said
        )  # it may have the names too
    if not earlier or any(m.amendment and m.votes == earlier[-1] for m in motions):
        return None
    return earlier[-1]


def _resolution(part: Part, item: Item | None, d: Decision, votes: Votes | None) -> Resolution:
    return Resolution(
        part=part.number,
        item=item,
        ordinal=0,
        stem=d.stem,
        clauses=d.clauses,
        text=d.text,
        spans=d.spans,
        outcome=d.outcome,
        votes=votes,
    )


def _agenda_item_end(own: Sequence[Block], heading: Heading, end: int) -> int:
    """Give where an agenda item's own lines end: at the next heading ("Governance Items", "Membership:")."""
    for at in range(heading.body, end):
        block = own[at]
        if block.form is Form.HEADING and (block.level < 9 or at > heading.body):
            return at
        if at > heading.body + 8 or re.match(
            r"^(?:private business|membership|note)\b", block.text, re.IGNORECASE
        ):
            return at
    return end
