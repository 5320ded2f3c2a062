"""The path from pages to all that is understood of a paper. Pure.

pages → lines → blocks → sections → parts, items, resolutions, recommendations → passages
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from rapidfuzz import fuzz

from ingest.acronyms import acronyms
from ingest.blocks import Block, Form, blocks, spans
from ingest.errors import EmptyPaper
from ingest.lines import lines
from ingest.minutes import Decision, Heading, decisions, item_headings
from ingest.papers import (
    Item,
    Kind,
    Page,
    Paper,
    Part,
    Passage,
    ReadPaper,
    Recommendation,
    Resolution,
    Role,
    Span,
)
from ingest.parts import Section, same_body, sections
from ingest.passages import Draft, passages
from ingest.reports import recommendations


@dataclass(frozen=True, slots=True)
class _Found:
    """What one part yields."""

    items: tuple[Item, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    passages: tuple[tuple[str | None, Draft], ...] = ()


def read_structure(
    pages: Sequence[Page], *, file_name: str, path: str, sha256: str, paginated: bool
) -> ReadPaper:
    """Understand a paper: split it into parts, and each part into items, decisions and passages.

    Raises:
        EmptyPaper: there is nothing to read on its pages.

    """
    page_text = {page.number: page.text for page in pages}
    every = blocks(lines(pages))
    if not every:
        raise EmptyPaper(file_name, "holds no words. Download it again, or leave it out.")
    filed = file_parts(every, sections(every))
    parts, found = [], []
    for number, (section, agenda_item) in enumerate(filed, 1):
        own = every[section.first : section.last]
        (first, *_), (*_, last) = spans(own[:1]), spans(own[-1:])
        parts.append(
            Part(
                number=number,
                kind=section.kind,
                committee=section.committee,
                date=section.date,
                title=section.title,
                agenda_item=agenda_item,
                span=Span(page=first.page, start=first.start, end=last.end),
                last_page=last.page,
            )
        )
        found.append(_read_part(parts[-1], own, page_text))
    title = (
        paper_title(every, file_name) if len(parts) == 1 and parts[0].kind in _UNTITLED else parts[0].title
    )
    if len(parts) == 1:
        parts[0] = replace(parts[0], title=title)
    paper = Paper(
        id=sha256[:12],
        sha256=sha256,
        file_name=file_name,
        path=path,
        title=title,
        kind=parts[0].kind if len(parts) == 1 else Kind.PACK,
        committee=parts[0].committee,
        date=parts[0].date,
        page_count=len(pages) if paginated else 0,
        paginated=paginated,
    )
    return ReadPaper(
        paper=paper,
        pages=tuple(pages),
        parts=tuple(parts),
        items=tuple(i for f in found for i in f.items),
        resolutions=tuple(
            replace(r, ordinal=n) for n, r in enumerate((r for f in found for r in f.resolutions), 1)
        ),
        recommendations=tuple(r for f in found for r in f.recommendations),
        passages=tuple(_number(paper, parts, found)),
        acronyms=acronyms(block.text for block in every),
    )


_UNTITLED = frozenset({Kind.OTHER, Kind.ANNUAL_REPORT})


def _number(paper: Paper, parts: Sequence[Part], found: Sequence[_Found]) -> Iterator[Passage]:
    """Give each passage its id: the file's hash, its page, its place on the page."""
    ordinal, page = 0, 0
    for part, yields in zip(parts, found, strict=True):
        for item, draft in yields.passages:
            ordinal = ordinal + 1 if draft.spans[0].page == page else 1
            page = draft.spans[0].page
            yield Passage(
                id=f"{paper.id}-{page:04d}-{ordinal:04d}",
                paper_id=paper.id,
                part=part.number,
                role=draft.role,
                text=draft.text,
                spans=draft.spans,
                headings=draft.headings,
                columns=draft.columns,
                item=item or part.agenda_item,
            )


def _read_part(part: Part, own: Sequence[Block], page_text: dict[int, str]) -> _Found:
    if part.kind in {Kind.MINUTES, Kind.AGENDA}:
        return _read_items(part, own, page_text)
    advised = (
        recommendations(own, part=part.number, committee=part.committee, page_text=page_text)
        if part.kind is Kind.REPORT
        else ()
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
    return _Found(recommendations=tuple(r for _, _, r in advised), passages=tuple(cut))


def _read_items(part: Part, own: Sequence[Block], page_text: dict[int, str]) -> _Found:
    """Read minutes or an agenda: what stands before the items, then each item."""
    agenda = part.kind is Kind.AGENDA
    headings = item_headings(own, agenda=agenda)
    ends = [h.first for h in headings[1:]] + [len(own)]
    before = own[: headings[0].first if headings else len(own)]
    role = Role.ATTENDANCE if part.kind is Kind.MINUTES else None
    cut: list[tuple[str | None, Draft]] = [(None, d) for d in passages(before, page_text, role=role)]
    items: list[Item] = []
    resolved: list[Resolution] = []
    if part.kind is Kind.MINUTES:
        resolved += [_resolution(part, None, d) for d in decisions(before, page_text) if d.stated]
    for heading, end in zip(headings, ends, strict=True):
        (place, *_) = spans(own[heading.first : heading.first + 1])
        item = Item(
            part=part.number,
            number=heading.number,
            title=heading.title,
            span=place,
            pages=heading.pages,
            agenda_ref=heading.agenda_ref,
        )
        items.append(item)
        if agenda:
            stop = _agenda_item_end(own, heading, end)
            cut += [
                (item.label, d) for d in passages(own[heading.first : stop], page_text, role=Role.AGENDA_ITEM)
            ]
            cut += [(None, d) for d in passages(own[stop:end], page_text)]
            continue
        at = heading.first
        for d in decisions(own[heading.body : end], page_text):
            first, last = heading.body + d.first, heading.body + d.last
            resolved.append(_resolution(part, item, d))
            if not d.stated:
                continue  # a sentence of the discussion, which its passage holds
            if at == heading.first and first == heading.body:
                first = heading.first  # the heading is too little for a passage of its own
            cut += [(item.label, p) for p in passages(own[at:first], page_text)]
            cut += [(item.label, p) for p in passages(own[first:last], page_text, role=Role.RESOLUTION)]
            at = last
        cut += [(item.label, p) for p in passages(own[at:end], page_text)]
    return _Found(items=tuple(items), resolutions=tuple(resolved), passages=tuple(cut))


def _resolution(part: Part, item: Item | None, d: Decision) -> Resolution:
    return Resolution(
        part=part.number,
        item=item,
        ordinal=0,
        stem=d.stem,
        clauses=d.clauses,
        text=d.text,
        spans=d.spans,
        outcome=d.outcome,
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


def file_parts(every: Sequence[Block], found: Sequence[Section]) -> list[tuple[Section, str | None]]:
    """File a pack's parts under its agenda: the meeting's committee and date, and the item each belongs to.

    A report is matched with the agenda by its printed item number or its subject; an appendix stays with the
    report before it. Minutes keep their own date.
    """
    agenda = next((s for s in found if s.kind is Kind.AGENDA), None) or next(
        (s for s in found if s.kind is Kind.SUPPLEMENT and s.date), None
    )
    if agenda is None:
        return [(s, None) for s in found]
    listed = item_headings(every[agenda.first : agenda.last], agenda=True)
    filed: list[tuple[Section, str | None]] = []
    current = -1
    for section in found:
        if section is agenda:
            filed.append((section, None))
            continue
        current = _agenda_index(section, listed, current)
        label = f"{listed[current].number}. {listed[current].title}" if current >= 0 else None
        committee, day = section.committee, section.date
        if section.kind is not Kind.MINUTES:
            day = agenda.date or day
            committee = agenda.committee
        elif committee and agenda.committee and same_body(committee, agenda.committee):
            committee = agenda.committee
        filed.append((replace(section, committee=committee, date=day), label))
    return filed


def _agenda_index(section: Section, listed: Sequence[Heading], current: int) -> int:
    """Give the index of the agenda item that a part belongs to, at or after `current`; -1 for none."""
    if section.agenda_number:
        for index, item in enumerate(listed):
            if item.number == section.agenda_number:
                return index
    if section.kind is Kind.MINUTES:
        return next(
            (i for i, h in enumerate(listed) if re.search(r"\bminutes\b", h.title, re.IGNORECASE)), current
        )
    best, score = current, 64.0
    for index in range(max(current, 0), len(listed)):
        alike = fuzz.token_set_ratio(section.title.lower(), listed[index].title.lower())
        if alike > score + 5:
            best, score = index, alike
    return best


def paper_title(every: Sequence[Block], file_name: str) -> str:
    """Give the title of a paper that is no meeting's: the early line that is most like the file's name."""
    stem = re.sub(r"[-_.]+", " ", PurePath(file_name).stem)
    stem = re.sub(r"\b(\d{4}) (\d{2})\b(?! \d)", r"\1-\2", stem)
    words = {w for w in stem.lower().split() if not w.isdigit() or len(w) == 4}
    best, score = stem, 0.5
    for block in every[:80]:
        text = block.text
        if not 2 <= len(text.split()) <= 16:
            continue
        own = {w for w in re.split(r"[^a-z0-9]+", text.lower()) if w}
        alike = len(words & own) / max(len(words), 1) - 0.02 * len(own - words)
        if alike > score:
            best, score = text, alike
    return best[0].upper() + best[1:]
