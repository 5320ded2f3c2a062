"""Answer from an agenda: its items as printed, the one whose number is given, what is taken in private. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.papers import Kind, Placed, Role
from ingest.text.lines import plain
from rag.absent import of_itself
from rag.answers import Draft, Hit, Query, Quote, Statement
from rag.asks import OF_THE_MEETING, PRIVATE
from rag.of_meetings import held_on
from rag.search import Library, coverage, passage_words
from rag.units import in_sentences, say, shorten, units

_A_MATTER = 1.5  # the least weight of a word that names a matter, and not only that an agenda is asked for

_ITEM_NUMBER = re.compile(r"\bitem (?:number |no\.? ?)?(\d{1,3}[a-z]?)\b", re.IGNORECASE)

# What marks an item of an agenda as one to be taken without the public, and what moves that it be
_MARKED = re.compile(
    r"\((?:[^()]*\b)?(?:exempt|confidential|private|not for publication)\b[^()]*\)|\b(?:exempt|confidential|private)\W*$|\bnot for publication\b|"
    r"\b(?:exempt|confidential|private) (?:items?|appendix|appendices|report|business|session|part)\b",
    re.IGNORECASE | re.MULTILINE,
)
_EXCLUDES = re.compile(r"\bexclu(?:sion|de|ding)\b", re.IGNORECASE)
_ITEMS_NAMED = re.compile(r"\bitems? (?:nos?\.? )?(\d+(?:(?:,| and| to| ?[-–]) ?\d+)*)", re.IGNORECASE)
_FOLLOWING = re.compile(
    r"\bfollowing (?:items?|business|reports?|matters?)\b|\bremain(?:ing|der)\b", re.IGNORECASE
)
_MOST_EXEMPT, _TITLE = 6, 10  # items; words of a title

_HELD_BESIDE = 0.5  # the least share of the matter's words that a passage beside the items must hold


def agenda_told(query: Query, hits: Sequence[Hit], library: Library) -> Draft | None:
    """Answer from the agenda found; None where the question is of the meeting's place or hours, or where no item tells it."""
    if PRIVATE.search(query.question) and _done(query, hits):
        return None  # the minutes tell for what
    if PRIVATE.search(query.question) and (told := _exempt(query, hits, library) or _private(hits)):
        return told
    if OF_THE_MEETING.search(query.question):
        return None
    items = [h for h in hits if h.placed.passage.role is Role.AGENDA_ITEM]
    return _agenda(query, items, library) if items and not _stands_elsewhere(query, items, hits) else None


def _done(query: Query, hits: Sequence[Hit]) -> bool:
    """Tell whether the best passage is of minutes, of the day asked about if one is, and tells that the public was excluded."""
    best = next(iter(hits), None)
    named = query.dates or query.months
    return (
        best is not None
        and best.placed.part.kind is Kind.MINUTES
        and (not named or held_on(best.placed.part, query))
        and bool(PRIVATE.search(plain(best.placed.passage.text)))
    )


def _agenda(query: Query, items: Sequence[Hit], library: Library) -> Draft | None:
    """Give the agenda items asked about, as printed; all of the meeting's where the question names no matter of one."""
    held = [h for h in items if held_on(h.placed.part, query)] if query.dates or query.months else []
    if _ITEM_NUMBER.search(query.question) and (query.dates or query.months) and not held:
        return None  # another meeting's item of that number
    items = held or items
    if numbered := _by_number(query, [h.placed for h in items], library):
        return Draft(statements=tuple(say(numbered, u) for u in units(numbered.passage) if u.text)[:4])
    matter = [t for t in query.terms if t.weight >= _A_MATTER]
    if matter and (not held or any(coverage(matter, passage_words(h.placed).body) for h in held)):
        best = [h.placed for h in items if h.score >= items[0].score - 0.4][:4]
    else:
        best = list(library.agenda_items(items[0].placed))
    found: list[Statement] = []
    for placed in best:
        own = [u for u in units(placed.passage) if u.text]
        quote = Quote(placed=placed, start=own[0].start, end=own[-1].end)
        shown = shorten(" ".join(plain(quote.words).split()), words=90 if len(best) <= 4 else 14)
        found.append(Statement(words=f"“{shown}”", quotes=(quote,)))
    return Draft(statements=tuple(found))


def _by_number(query: Query, items: Sequence[Placed], library: Library) -> Placed | None:
    """Find the item whose number a question gives, "What is item 2?": among those found, else on the first one's agenda."""
    asked = _ITEM_NUMBER.search(query.question)
    if not asked:
        return None
    every = (*items, *library.agenda_items(items[0]))
    return next((p for p in every if (p.passage.item or "").startswith(f"{asked[1]}.")), None)


def _stands_elsewhere(query: Query, items: Sequence[Hit], hits: Sequence[Hit]) -> bool:
    """Tell whether the matter that an agenda is asked about stands in no item's title, but below or beside them."""
    about = set(of_itself(items[0].placed))
    matter = [
        t
        for t in query.terms
        if t.weight >= _A_MATTER and t.stem not in about and not _ITEM_NUMBER.search(query.question)
    ]
    held = [coverage(matter, passage_words(h.placed).body) for h in items]
    beside = [
        coverage(matter, passage_words(h.placed).body)
        for h in hits
        if h.placed.part.kind is Kind.AGENDA and h not in items
    ]
    return bool(matter) and not any(held) and max(beside, default=0.0) >= _HELD_BESIDE


def _exempt(query: Query, hits: Sequence[Hit], library: Library) -> Draft | None:
    """Give the agenda's items that are marked to be taken without the public, with what excludes it."""
    agendas = [h.placed for h in hits if h.placed.part.kind is Kind.AGENDA]
    if query.dates or query.months:
        agendas = [p for p in agendas if held_on(p.part, query)]
    first = next(iter(agendas), None)
    items = list(library.agenda_items(first)) if first else []
    excluding = [p for p in items if _EXCLUDES.search(p.passage.text)]
    named = {n for p in excluding for m in _ITEMS_NAMED.finditer(p.passage.text) for n in _numbers(m[1])}
    own = [
        p
        for p in items
        if p not in excluding
        and (
            _MARKED.search(f"{p.passage.text} {' '.join(p.passage.headings)}")
            or (p.passage.item or "").split(".")[0] in named
        )
    ] or _following(items, excluding)
    if not own or len(own) > _MOST_EXEMPT:
        return None
    told = [say(p, next(u for u in units(p.passage) if u.text)) for p in own]
    why = [
        say(p, u)
        for p in excluding[:1]
        for u in in_sentences(p.passage)
        if _EXCLUDES.search(u.text) and len(u.text.split()) > _TITLE
    ]
    return Draft(statements=(*told, *why[:1]))


def _following(items: Sequence[Placed], excluding: Sequence[Placed]) -> Sequence[Placed]:
    """Give the items after the one under which the public is excluded "for the following items"."""
    at = next((n for n, p in enumerate(items) if p in excluding and _FOLLOWING.search(p.passage.text)), None)
    if at is None:
        return ()
    one = re.search(r"\bfollowing item\b", items[at].passage.text, re.IGNORECASE)
    return items[at + 1 : at + 2] if one else items[at + 1 :]


def _numbers(told: str) -> set[str]:
    """Give the numbers that "9, 11 to 13" names.

    >>> sorted(_numbers("9, 11 to 13"))
    ['11', '12', '13', '9']
    """
    found = set(re.findall(r"\d+", told))
    for first, last in re.findall(r"(\d+)(?: to| ?[-–]) ?(\d+)", told):
        found |= {str(n) for n in range(int(first), min(int(last), int(first) + 20) + 1)}
    return found


def _private(hits: Sequence[Hit]) -> Draft | None:
    """Give what an agenda says of matters that are taken without the public: its heading, and what stands under it."""
    for hit in (h for h in hits if h.placed.part.kind is Kind.AGENDA):
        own = [u for u in units(hit.placed.passage) if u.text]
        at = next((n for n, u in enumerate(own) if PRIVATE.search(u.text)), None)
        if at is not None:
            return Draft(statements=tuple(say(hit.placed, u) for u in own[at : at + 2]))
    return None
