"""Work programmes: what a committee plans to take at which meeting, and what became of it in the papers held. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ingest.papers import Item, Kind, Part, Placed, ReadPaper, Role
from ingest.structure.parts import same_body
from ingest.text.dates import dates, long_date, months
from ingest.text.lines import plain
from rag.answers import Quote, Statement
from rag.followed import bare_title, full
from rag.places import placed_in, quotes_at
from rag.topics import Topic, procedural, titled, topic_of
from rag.units import units
from rag.words import Weights

_PROGRAMME = re.compile(
    r"\b(?:work(?:ing)?[ -](?:programme|plan)|forward plan|forthcoming (?:decisions|items|business))\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"^\W*(?:(?:meeting|due|target|committee|panel|board|cabinet|council|scrutiny|expected|proposed|planned|scheduled|decision)\W+)*"
    r"(?:date|month|meeting|when|timescale)s?\b",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"^\W*(?:(?:agenda|work|report|key|proposed|scrutiny)\W+)*(?:title|topic|item|subject|issue|report|decision|matter|theme|business)s?\b"
    r"(?!.*\b(?:maker|taker|author|no|number|ref\w*|type|date|by|officer|lead|reason|history|status)\b)",
    re.IGNORECASE,
)
_DETAIL = re.compile(r"^\W*(?:detail|purpose|description|objective|summary|scope|background)", re.IGNORECASE)
_PUT_OFF = re.compile(r"(?:^|[-–(:])\s*(?:postponed|deferred|cancelled|withdrawn)\W*$", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-•–*]|\(?\w{1,3}[.)])\s+")
_LONGEST_DATE = 8  # words: "Thursday, 27th January 2022 - postponed"
_LONGEST_TITLE = 30  # words of a list's entry; what is longer tells, and names nothing


class Became(StrEnum):
    """What the papers held show of a planned item."""

    TAKEN = "taken"
    TAKEN_LATER = "taken at another meeting"
    PUT_OFF = "put off"
    NOTHING = "nothing found"
    NO_PAPERS = "no papers held"
    NO_MEETING = "no meeting named"
    UNCLEAR = "title too general to follow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One entry of a work programme: what is planned and for when, in its words; `due` is the meeting's day where told."""

    quotes: tuple[Quote, ...]
    title: str
    when: str
    due: date | None
    month: tuple[int, int] | None  # year and month, where no day is told
    detail: str | None
    put_off: bool

    @property
    def item(self) -> Item | None:
        """None: it is no agenda item yet."""
        return None

    @property
    def words(self) -> str:
        """The title, and what is told of it."""
        return f"{self.title}: {self.detail}" if self.detail else self.title

    @property
    def part(self) -> Part:
        """The work programme that it stands in."""
        return self.quotes[0].placed.part

    @property
    def begins(self) -> date | None:
        """The day planned for, or the first of its month."""
        return date(*self.month, 1) if self.month else self.due

    def is_for(self, day: date | None) -> bool:
        """Tell whether it is planned for a meeting on that day."""
        return day is not None and (day == self.due or (day.year, day.month) == self.month)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outturn:
    """A planned item, what became of it, and the line that tells it with both places."""

    planned: Planned
    became: Became
    told: Statement


@dataclass(frozen=True, slots=True)
class _Taken:
    """An item of a meeting's agenda or minutes."""

    read: ReadPaper
    part: Part
    item: Item


def planned(reads: Sequence[ReadPaper], *, hidden: Collection[tuple[str, int]] = ()) -> tuple[Planned, ...]:
    """Give what the work programmes held plan, oldest programme first; what a later one repeats is given from it alone."""
    found: dict[tuple[str, str, date | str], Planned] = {}
    every = [
        (r, p) for r in reads for p in r.parts if (r.paper.id, p.number) not in hidden and is_programme(p)
    ]
    for read, part in sorted(every, key=lambda e: e[1].date or date.min):
        own = [placed_in(read, p) for p in read.passages if p.part == part.number]
        rows = [row for placed in own if placed.passage.role is Role.TABLE for row in _rows(placed)]
        for one in _carried(rows) if rows else _listed(own):
            found[part.committee or "", one.title.lower(), one.begins or one.when] = one
    return tuple(found.values())


def is_programme(part: Part) -> bool:
    """Tell whether a part is a work programme or a forward plan."""
    own = part.kind not in {Kind.AGENDA, Kind.MINUTES}
    return own and bool(_PROGRAMME.search(f"{part.title} {part.agenda_item or ''}"))


@dataclass(frozen=True, slots=True)
class _Row:
    quote: Quote
    when: str
    title: str
    detail: str


def _rows(placed: Placed) -> Iterator[_Row]:
    """Yield the rows of a table that has a column for the meeting and one for the title."""
    columns = [plain(c).strip() for c in placed.passage.columns]
    when = next((n for n, c in enumerate(columns) if _WHEN.match(c)), None)
    title = next((n for n, c in enumerate(columns) if _WHAT.match(c) and n != when), None)
    detail = next((n for n, c in enumerate(columns) if _DETAIL.match(c)), None)
    if when is None or title is None:
        return
    for unit in units(placed.passage):
        cells = [" ".join(c.split()) for c in unit.cells]
        if len(cells) == len(columns) and cells != columns:
            quote = Quote(placed=placed, start=unit.start, end=unit.end)
            yield _Row(quote, cells[when], cells[title], cells[detail] if detail is not None else "")


def _carried(rows: Sequence[_Row]) -> Iterator[Planned]:
    """Read rows: an empty cell for the meeting stands for the one above, with the place where that was told."""
    when, told = "", None
    for row in rows:
        if row.when:
            when, told = row.when, row.quote
        if any(c.isalpha() for c in row.title):
            quotes = (row.quote,) if row.when or told is None else (told, row.quote)
            yield _planned(quotes, row.title, when, row.detail)


def _listed(own: Sequence[Placed]) -> Iterator[Planned]:
    """Read lists: a line that is a date, and below it an entry a line, up to a gap."""
    for placed in own:
        told: Quote | None = None
        begun, start = False, 0
        for line in placed.passage.text.splitlines(keepends=True):
            words = " ".join(plain(line).split())
            place = Quote(placed=placed, start=start, end=start + len(line.rstrip()))
            start += len(line)
            title = _BULLET.sub("", words)
            if dates(words) and len(words.split()) <= _LONGEST_DATE:
                told, begun = place, False
            elif not words:
                told = None if begun else told
            elif told and len(title.split()) <= _LONGEST_TITLE and not _PROGRAMME.search(title):
                begun = True
                yield _planned((told, place), title, " ".join(plain(told.words).split()), "")


def _planned(quotes: tuple[Quote, ...], title: str, when: str, detail: str) -> Planned:
    due = next(iter(dates(when)), None)
    return Planned(
        quotes=quotes,
        title=title,
        when=when,
        due=due,
        month=None if due else next(iter(months(when)), None),
        detail=detail or None,
        put_off=bool(_PUT_OFF.search(when) or _PUT_OFF.search(title)),
    )


def outturns(
    plans: Sequence[Planned],
    reads: Sequence[ReadPaper],
    weights: Weights,
    *,
    acronyms: Mapping[str, str] | None = None,
    places: Collection[str] = (),
) -> tuple[Outturn, ...]:
    """Tell of each planned item whether the committee took it: an item of such a title at that meeting, or later.

    `places` are stems that tell no matter here, as for topics.
    """
    known = acronyms or {}
    taken = [
        _Taken(r, p, i)
        for r in reads
        for p in r.parts
        if p.kind in {Kind.AGENDA, Kind.MINUTES} and p.date
        for i in r.items
        if i.part == p.number and not procedural(i.title)
    ]
    found = []
    for plan in plans:
        bodies = _bodies(plan, taken)
        own = [t for t in taken if any(same_body(t.part.committee or "", b) for b in bodies)]
        topic = topic_of(full(plan.title, known), weights, places=places)
        found.append(
            _outturn(plan, own, topic, [t for t in own if _on(t, plan, topic, known, weights, places)])
        )
    return tuple(found)


def _bodies(plan: Planned, taken: Sequence[_Taken]) -> set[str]:
    """Give the committee of a programme: its part's, else one that its first words name."""
    if plan.part.committee:
        return {plan.part.committee}
    head = f"{plan.part.title} {plan.quotes[0].placed.paper.title}".lower()
    named = {t.part.committee for t in taken if t.part.committee and t.part.committee.lower() in head}
    return {b for b in named if not any(b != other and b in other for other in named)}


def _on(
    taken: _Taken,
    plan: Planned,
    topic: Topic,
    known: Mapping[str, str],
    weights: Weights,
    places: Collection[str],
) -> bool:
    """Tell whether an agenda item is the planned one: by its title, at the meeting named by the words of either title."""
    title = full(taken.item.title, known)
    own = topic_of(title, weights, places=places)
    there = plan.is_for(taken.part.date) and len(own.terms) > 1
    same = bool(bare_title(title)) and bare_title(title) == bare_title(full(plan.title, known))
    return same or titled(topic, title) or (there and titled(own, full(plan.title, known)))


def _outturn(plan: Planned, own: Sequence[_Taken], topic: Topic, on_it: Sequence[_Taken]) -> Outturn:
    begins, written = plan.begins, plan.part.date
    after = [t for t in on_it if (_day(t) >= begins if begins else not written or _day(t) > written)]
    first = min(after, key=_day, default=None)
    if first:
        became = Became.TAKEN if plan.is_for(_day(first)) else Became.TAKEN_LATER
        return Outturn(planned=plan, became=became, told=_told_taken(plan, first))
    if plan.put_off:
        became = Became.PUT_OFF
    elif begins is None:
        became = Became.NO_MEETING
    elif not any(plan.is_for(_day(t)) for t in own):
        became = Became.NO_PAPERS
    else:
        became = Became.NOTHING if topic.terms else Became.UNCLEAR
    return Outturn(planned=plan, became=became, told=plan_told(plan))


def _day(taken: _Taken) -> date:
    return taken.part.date or date.min


def plan_told(plan: Planned) -> Statement:
    """Say what is planned and for when."""
    when = f"“{plan.when}”: " if plan.when else ""
    return Statement(words=f"{when}“{plan.title}”.", quotes=plan.quotes)


def _told_taken(plan: Planned, taken: _Taken) -> Statement:
    quotes = quotes_at(taken.read, [taken.item.span])[:1]
    label = " ".join(plain(taken.item.label).split())
    words = f"{plan_told(plan).words[:-1]} – {long_date(_day(taken))}: “{label}”."
    return Statement(words=words, quotes=(*plan.quotes, *quotes))
