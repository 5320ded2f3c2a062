"""What became of a matter: earlier decisions that an item rests on, and later words that take up a promise. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.papers import Item, Kind, Part, Passage, Pointer, ReadPaper, Reference
from ingest.structure.parts import same_body
from ingest.text.dates import MONTHS, long_date
from ingest.text.lines import plain
from ingest.text.sentences import sentences
from rag.answers import Quote, Statement
from rag.meetings import Meeting
from rag.places import placed_in
from rag.registers import Decided, Promised
from rag.topics import Topic, about, stems_of, titled, topic_of, touched
from rag.words import Weights, words

_APPROVED_MINUTES = re.compile(
    r"\bminutes?\b.{0,160}\b(?:record|signed|agreed|approved|confirmed|noted)\b", re.IGNORECASE
)

_SHORT = re.compile(r"\b[A-Z][A-Za-z&]*[A-Z]\b")
_ANSWERS = re.compile(
    r"\b(?:as (?:requested|agreed|promised)|(?:was|were|been) (?:requested|asked)|(?:has|have|was|were) (?:been )?(?:circulated|provided|sent)|"
    r"(?:last|previous) meeting|in response to|following (?:the|a) request|Minute \d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Linked:
    """An earlier decision that belongs to an item, and whether it is surely its matter: by its title or a reference.

    Else its words speak of the matter under another title.
    """

    decided: Decided
    sure: bool


def linked(
    item: Item,
    pointed: Sequence[Reference],
    earlier: Sequence[Decided],
    meeting: Meeting,
    topic: Topic,
    acronyms: Mapping[str, str],
) -> tuple[Linked, ...]:
    """Give the earlier decisions on an item's matter, oldest first.

    By what the item's papers point to and what those minutes point to in turn; by title; and by words.
    """
    found: dict[Decided, bool] = {}
    every = [d.words for d in earlier]
    todo = [(r, meeting.committee, meeting.date) for r in pointed]
    for decided in earlier:
        title = full(decided.item.title, acronyms) if decided.item else ""
        if _APPROVED_MINUTES.search(decided.words):
            continue
        own = bool(decided.part.committee and same_body(decided.part.committee, meeting.committee))
        same_title = (
            own and bool(bare_title(title)) and bare_title(title) == bare_title(full(item.title, acronyms))
        )
        if same_title or about(topic, title, decided.words) or (own and touched(topic, decided.words, every)):
            found[decided] = same_title or titled(topic, title)
            todo += [
                (r, decided.part.committee or "", decided.part.date or meeting.date)
                for r in decided.references
            ]
    seen: set[tuple[str | None, str, date]] = set()
    while todo:
        reference, committee, day = todo.pop()
        if (reference.number, committee, day) in seen or reference.pointer is not Pointer.MINUTE:
            continue
        seen.add((reference.number, committee, day))
        for decided in earlier:
            if not found.get(decided) and is_minute(reference, decided, committee=committee, before=day):
                found[decided] = True
                todo += [(r, committee, decided.part.date or day) for r in decided.references]
    return tuple(Linked(d, found[d]) for d in earlier if d in found)


def full(text: str, acronyms: Mapping[str, str]) -> str:
    """Put the long form after each short one, as the papers define it.

    >>> full("The MTFP 2025-28", {"MTFP": "Medium Term Financial Plan"})
    'The MTFP (Medium Term Financial Plan) 2025-28'
    """
    return _SHORT.sub(lambda m: f"{m[0]} ({acronyms[m[0]]})" if m[0] in acronyms else m[0], text)


def bare_title(title: str) -> str:
    """Give a title without what changes from meeting to meeting: periods, dates, brackets."""
    kept = [w for w in words(title) if not any(c.isdigit() for c in w) and w not in MONTHS]
    return " ".join(kept)


def is_minute(reference: Reference, decided: Decided, *, committee: str, before: date) -> bool:
    """Tell whether a decision stands in the minute that "Minute 10/21" names: the number, within that year.

    Councils number minutes through the municipal year, from May; a number without a year is of the present one.
    """
    part, number = decided.part, reference.number or ""
    if not (
        decided.item
        and decided.item.number
        and part.date
        and part.committee
        and same_body(part.committee, committee)
    ):
        return False
    if part.date > before:
        return False
    if decided.item.number == number:
        return municipal_year(part.date) == municipal_year(before) or "/" in number
    minute, _, year = number.partition("/")
    return decided.item.number == minute and bool(year) and municipal_year(part.date) % 100 == int(year[:2])


def municipal_year(day: date) -> int:
    """Give the year in which a municipal year began: it runs from the annual meeting in May.

    >>> municipal_year(date(2022, 3, 17))
    2021
    """
    return day.year if day.month >= 5 else day.year - 1


def answers_to(
    action: Promised,
    reads: Sequence[ReadPaper],
    weights: Weights,
    *,
    until: date | None = None,
    hidden: Collection[tuple[str, int]] = (),
) -> tuple[Statement, ...]:
    """Give the words of a later paper that take up a promise, or nothing; rather nothing than a wrong claim.

    The sentence must hold nearly all that the promise is about, in a paper after it and up to the day `until`, and
    either stand in a paper on just that or say that it answers ("as requested", "at its last meeting").
    """
    topic = topic_of(action.what, weights)
    if len(topic.terms) < 2:
        return ()
    best: tuple[float, Statement] | None = None
    for read in reads:
        for part in read.parts:
            if (read.paper.id, part.number) in hidden or not _later(part, action.part, until):
                continue
            own = titled(topic, part.title)
            for passage in (p for p in read.passages if p.part == part.number):
                told = _sentence_on(topic, read, passage, own=own)
                if told and (best is None or told[0] > best[0]):
                    best = told
    return (best[1],) if best else ()


def _later(part: Part, told: Part, until: date | None) -> bool:
    if part.kind is Kind.AGENDA or not part.date or not told.date or part.date <= told.date:
        return False
    # The minutes of the day itself are written after it.
    return until is None or part.date < until or (part.date == until and part.kind is not Kind.MINUTES)


def _sentence_on(
    topic: Topic, read: ReadPaper, passage: Passage, *, own: bool
) -> tuple[float, Statement] | None:
    if topic.share(stems_of(plain(passage.text))) < 0.8:
        return None
    for start, end in sentences(passage.text):
        told = " ".join(plain(passage.text[start:end]).split())
        share = topic.share(stems_of(told))
        if share < 0.8 or topic.shared(stems_of(told)) < 2 or len(told.split()) > 90:
            continue
        if not (own or _ANSWERS.search(told)):
            continue
        placed = placed_in(read, passage)
        day = f", {long_date(placed.part.date)}" if placed.part.date else ""
        quote = Quote(placed=placed, start=start, end=end)
        return share, Statement(words=f"{placed.part.title}{day}: “{told}”", quotes=(quote,))
    return None
