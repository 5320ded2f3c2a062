"""A briefing as a sheet to be printed or kept: headings, lines with numbered references, and where each stands. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ingest.text.dates import long_date
from rag.answers import Quote, Statement
from rag.briefed import Asked, Brief, ItemBrief, Kept
from rag.programme import Became, Outturn
from ui.text import page_words, reference

ADVICE = "Each line stands on the page that its number names. Check the page before you rely on it."
NOTHING = "Nothing in the papers held takes this up."
BECAME = {
    Became.TAKEN: "Taken at that meeting.",
    Became.TAKEN_LATER: "Taken at another meeting.",
    Became.PUT_OFF: "Put off.",
    Became.NOTHING: "No item of such a title in the papers of that meeting.",
    Became.NO_PAPERS: "No papers of that meeting are held.",
    Became.NO_MEETING: "No meeting is named.",
    Became.UNCLEAR: "Its title is too general to be followed.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line: its words, the numbers of its references, and how deep it is set (0 a paragraph, 1 and 2 in lists)."""

    words: str
    marks: tuple[int, ...] = ()
    depth: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A reference: its number, the place in words, and a link to the file's page."""

    n: int
    words: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines under a heading of their own."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a sheet tells of one agenda item."""

    heading: str
    about: str
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A briefing, laid out. `silent` names the items of which the papers held tell nothing."""

    title: str
    about: str
    sections: tuple[Section, ...]
    silent: tuple[str, ...]


@dataclass(slots=True)
class _Numbers:
    """Numbers sources in order of appearance; one place has one number."""

    sources: list[Source] = field(default_factory=list)
    known: dict[tuple[str, int | None], int] = field(default_factory=dict)

    def of(self, quotes: Iterable[Quote]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._of(quote) for quote in quotes))

    def _of(self, quote: Quote) -> int:
        key = (reference(quote.placed, page=""), quote.page)
        if key not in self.known:
            self.known[key] = len(self.sources) + 1
            words = reference(quote.placed, page=page_words(quote.page, quote.printed_page))
            self.sources.append(Source(n=self.known[key], words=words, link=_link(quote)))
        return self.known[key]


def _link(quote: Quote) -> str:
    path = Path(quote.placed.paper.path)
    page = f"#page={quote.page}" if quote.page else ""
    return f"{path.as_uri()}{page}" if path.is_absolute() else f"{path.as_posix()}{page}"


def sheet(brief: Brief) -> Sheet:
    """Lay a briefing out; what repeats itself from item to item is numbered once."""
    meeting, numbers = brief.meeting, _Numbers()
    told, silent = [], []
    for item in brief.items:
        if item.empty:
            silent.append(item.item.label)
        else:
            told.append(_section(item, numbers))
    return Sheet(
        title=f"{meeting.committee}, {long_date(meeting.date)}",
        about=f"{ADVICE} {brief.note}" if brief.note else ADVICE,
        sections=tuple(told),
        silent=tuple(silent),
    )


def _section(item: ItemBrief, numbers: _Numbers) -> Section:
    pages = f"pages {item.item.pages}" if item.item.pages else ""
    shown = [
        Block(heading="What is asked", lines=tuple(line for a in item.asked for line in _asked(a, numbers))),
        Block(heading="Decided before", lines=tuple(_line(s, numbers) for s in item.decided)),
        Block(
            heading="Promised before", lines=tuple(line for k in item.promised for line in _kept(k, numbers))
        ),
        Block(
            heading="Planned in the work programme", lines=tuple(_planned(o, numbers) for o in item.planned)
        ),
        Block(heading="Figures that moved", lines=tuple(_line(s, numbers) for s in item.figures.moved)),
        Block(
            heading="Figures that differ between papers",
            lines=tuple(_line(s, numbers) for s in item.figures.differing),
        ),
        Block(heading="Targets missed", lines=tuple(_line(s, numbers) for s in item.figures.missed)),
        Block(heading="Questions worth asking", lines=tuple(_line(s, numbers) for s in item.questions)),
    ]
    used = {n for block in shown for line in block.lines for n in line.marks}
    return Section(
        heading=item.item.label,
        about="; ".join(words for words in (item.item.author, pages) if words),
        blocks=tuple(b for b in shown if b.lines),
        sources=tuple(s for s in numbers.sources if s.n in used),
    )


def _line(statement: Statement, numbers: _Numbers, *, depth: int = 1) -> Line:
    return Line(words=statement.words, marks=numbers.of(statement.quotes), depth=depth)


def _planned(outturn: Outturn, numbers: _Numbers) -> Line:
    told = _line(outturn.told, numbers)
    return Line(words=f"{told.words} {BECAME[outturn.became]}", marks=told.marks, depth=1)


def _asked(asked: Asked, numbers: _Numbers) -> Iterable[Line]:
    if asked.lead:
        yield _line(asked.lead, numbers, depth=0)
    for clause in asked.clauses:
        yield _line(clause, numbers)


def _kept(kept: Kept, numbers: _Numbers) -> Iterable[Line]:
    told = _line(kept.told, numbers)
    if not kept.taken_up:
        yield Line(words=f"{told.words} {NOTHING}", marks=told.marks, depth=1)
        return
    yield told
    for statement in kept.taken_up:
        yield _line(
            Statement(words=f"Taken up in {statement.words}", quotes=statement.quotes), numbers, depth=2
        )
