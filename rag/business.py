"""What was before a meeting: its items, or those of one kind, by their titles; and which item a matter was. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.papers import Item, Kind, Part
from ingest.text.lines import plain
from rag.absent import of_itself
from rag.answers import Draft, Hit, Query, Statement
from rag.deciding import held_on
from rag.places import quotes_at
from rag.search import Library
from rag.topics import procedural
from rag.units import shorten
from rag.words import stem, words

_NOUN = r"motions?|applications?|items?|matters?|business|reports?|premises|petitions?|topics?|subjects?"
_BEFORE = (
    r"before|on the agenda|down for|put (?:down|forward)|tabled|listed|determined?|consider(?:ed)?|deal(?:t)? with|discuss(?:ed)?|c[oa]me (?:up|before|to)|"
    r"coming up|up for|heard|hear|taken|take"
)
_ASKED = re.compile(
    rf"\b(?:what|which)\s+(?P<kind>(?:\w+\s+){{0,2}})(?P<noun>{_NOUN})\b(?P<also>\s+(?:or|and)\s+\w+)?(?!\s+(?:number|no\b))"
    rf"(?=.{{0,110}}\b(?P<verb>{_BEFORE})\b)",
    re.IGNORECASE,
)
_BESIDES = re.compile(
    r"\b(?:besides|apart from|other than|except(?: for)?|aside from|leaving aside)\b(?P<what>[^,?;]+)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:about|regarding|concerning|relating to|to do with)\b", re.IGNORECASE)
_WHICH = re.compile(
    r"\b(?:under|at|in|as) (?:which|what) (?:agenda )?(?:item|minute)\b|\b(?:which|what) (?:agenda )?(?:item|minute) (?:number|no)\b",
    re.IGNORECASE,
)
_APPLICATION = re.compile(
    r"\bapplication\b|\b\w{0,4}\d{2,4}/\w{3,6}\b|\b[A-Z]{2,4}/\d{2,4}/\d", re.IGNORECASE
)
_A_MATTER = 1.5  # the least weight of a word that names a matter, and not only the meeting
_MOST_ITEMS, _TITLE_WORDS = 16, 16


def business_told(query: Query, hits: Sequence[Hit], library: Library) -> Draft | None:
    """Answer which items, motions, applications … a meeting had before it; None where one matter is asked about."""
    asked = _ASKED.search(query.question)
    if not asked or not (query.dates or query.months) or _ABOUT.search(query.question):
        return None
    besides = _BESIDES.search(query.question)
    apart = {stem(w) for w in words(besides["what"])} if besides else set()
    said = {stem(w) for w in words(" ".join(filter(None, [*asked.groups(), besides and besides[0]])))}
    own = next((h for h in hits if _of_a_meeting(h.placed.part) and held_on(h.placed.part, query)), None)
    if own is None or _names_matter(query, said | set(of_itself(own.placed)), own.placed.part):
        return None
    read = library.read(own.placed)
    items = [i for i in read.items if i.part == own.placed.part.number and not procedural(i.title)]
    chosen = [i for i in _of_kind(items, asked["noun"]) if not apart & {stem(w) for w in words(i.title)}]
    if not chosen or len(chosen) > _MOST_ITEMS:
        return None
    found = [(i, quotes_at(read, [i.span])) for i in chosen]
    return Draft(
        statements=tuple(
            Statement(words=f"“{_shown(' '.join(q.words for q in quotes))}”", quotes=quotes)
            for _, quotes in found
            if quotes
        )
    )


def item_told(query: Query, hits: Sequence[Hit], library: Library) -> Draft | None:
    """Answer under which item, or minute number, a matter was taken: its title as printed, of the best minute found."""
    if not _WHICH.search(query.question):
        return None
    for hit in hits[:1]:
        if hit.placed.part.kind is not Kind.MINUTES or not hit.placed.passage.item:
            return None
        read = library.read(hit.placed)
        own = (
            i for i in read.items if i.part == hit.placed.part.number and i.label == hit.placed.passage.item
        )
        for item in own:
            if quotes := quotes_at(read, [item.span]):
                return Draft(
                    statements=(
                        Statement(words=f"“{_shown(' '.join(q.words for q in quotes))}”", quotes=quotes),
                    )
                )
    return None


def _shown(text: str) -> str:
    return shorten(" ".join(plain(text).split()), words=_TITLE_WORDS)


def _of_a_meeting(part: Part) -> bool:
    return part.kind in {Kind.MINUTES, Kind.AGENDA}


def _names_matter(query: Query, known: set[str], part: Part) -> bool:
    """Tell whether a question names a matter, beside the meeting and what it asks for."""
    body = {stem(w) for w in words(f"{part.committee or ''} {part.title}")}
    return any(t.weight >= _A_MATTER and t.stem not in known | body for t in query.terms)


def _of_kind(items: Sequence[Item], noun: str) -> Iterator[Item]:
    """Give the items whose titles say that they are of the kind asked for; all where the kind is only "items"."""
    kind = noun.lower().removesuffix("s")
    for item in items:
        if kind == "application":
            fits = bool(_APPLICATION.search(item.title))
        elif kind in {"motion", "petition"}:
            fits = kind in item.title.lower()
        else:
            fits = True
        if fits:
            yield item
