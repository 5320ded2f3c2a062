"""What was before a meeting: its items, or those of one kind, by their titles; and which item a matter was. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.papers import Item, Kind, Part, ReadPaper
from ingest.text.lines import plain
from rag.absent import of_itself
from rag.answers import Draft, Hit, Query, Statement
from rag.asks import PRIVATE
from rag.of_meetings import held_on
from rag.places import quotes_at
from rag.search import Library
from rag.topics import procedural
from rag.units import shorten
from rag.words import stem, words

_NOUN = r"motions?|applications?|items?|matters?|business|reports?|petitions?|topics?|subjects?"
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
# What asks about a matter, what is private, or what became of it.
_OTHERWISE = re.compile(
    rf"{PRIVATE.pattern}|\bconfidential\b|\b(?:about|regarding|concerning|relating to|to do with)\b|"
    r"\b(?:deferred|withdrawn|refused|approved|rejected|granted|lost|carried|agreed|passed|adopted|decided|resolved)\b",
    re.IGNORECASE,
)
_ANY_KIND = re.compile(
    r"the|of|planning|licensing|main|other|agenda|substantive|key|different|specific|new|all", re.IGNORECASE
)
_WHICH = re.compile(
    r"\b(?:under|at|in|as) (?:which|what) (?:agenda )?(?:item|minute)\b|\b(?:which|what) (?:agenda )?(?:item|minute) (?:number|no)\b",
    re.IGNORECASE,
)
_APPLICATION = re.compile(
    r"\bapplication\b|\b\w{0,4}\d{2,4}/\w{3,6}\b|\b[A-Z]{2,4}/\d{2,4}/\d", re.IGNORECASE
)
_HELD = 0.5  # the share of the question's words that a minute must hold
_A_MATTER = 1.5  # the least weight of a word that names a matter, and not only the meeting
_MOST_ITEMS, _TITLE_WORDS = 16, 16


def business_told(query: Query, hits: Sequence[Hit], library: Library) -> Draft | None:
    """Answer which items, motions, applications … a meeting had before it.

    None where one matter is asked about, what became of the items, or what is not in their titles.
    """
    asked = _ASKED.search(query.question)
    if not asked or not (query.dates or query.months) or _OTHERWISE.search(query.question):
        return None
    besides = _BESIDES.search(query.question)
    apart = {stem(w) for w in words(besides["what"])} if besides else set()
    said = {stem(w) for w in words(" ".join(filter(None, [*asked.groups(), besides and besides[0]])))}
    met = [h for h in hits if _of_a_meeting(h.placed.part) and held_on(h.placed.part, query)]
    own = next(iter(met), None)
    if own is None or len({(h.placed.part.committee, h.placed.part.date) for h in met}) > 1:
        return None
    if _names_matter(query, said | set(of_itself(own.placed)), own.placed.part):
        return None
    read = library.read(own.placed)
    items = [i for i in read.items if i.part == own.placed.part.number and not procedural(i.title)]
    chosen = [i for i in _of_kind(items, asked) if not apart & {stem(w) for w in words(i.title)}]
    if not chosen or len(chosen) > _MOST_ITEMS:
        return None
    told = [s for i in chosen for s in _titled(read, i)]
    return Draft(statements=tuple(told)) if told else None


def item_told(query: Query, hits: Sequence[Hit], library: Library) -> Draft | None:
    """Answer under which item, or minute number, a matter was taken: its title as printed, of the minute found first."""
    if not _WHICH.search(query.question) or not hits or hits[0].coverage < _HELD:
        return None
    placed = hits[0].placed
    dated = query.dates or query.months
    if placed.part.kind is not Kind.MINUTES or (dated and not held_on(placed.part, query)):
        return None
    read = library.read(placed)
    own = (i for i in read.items if i.part == placed.part.number and i.label == placed.passage.item)
    told = [s for i in own for s in _titled(read, i)][:1]
    return Draft(statements=tuple(told)) if told else None


def _titled(read: ReadPaper, item: Item) -> list[Statement]:
    """Give an item's title as a quote; nothing where no passage holds it."""
    quotes = quotes_at(read, [item.span])
    return (
        [Statement(words=f"“{_shown(' '.join(q.words for q in quotes))}”", quotes=quotes)] if quotes else []
    )


def _shown(text: str) -> str:
    return shorten(" ".join(plain(text).split()), words=_TITLE_WORDS)


def _of_a_meeting(part: Part) -> bool:
    return part.kind in {Kind.MINUTES, Kind.AGENDA}


def _names_matter(query: Query, known: set[str], part: Part) -> bool:
    """Tell whether a question names a matter, beside the meeting and what it asks for."""
    body = {stem(w) for w in words(f"{part.committee or ''} {part.title}")}
    return any(t.weight >= _A_MATTER and t.stem not in known | body for t in query.terms)


def _of_kind(items: Sequence[Item], asked: re.Match[str]) -> Iterator[Item]:
    """Give the items whose titles say that they are of the kind asked for; all where the kind is only "items"."""
    kind = asked["noun"].lower().removesuffix("s")
    telling = {stem(w) for w in words(asked["kind"]) if not _ANY_KIND.fullmatch(w)}
    for item in items:
        if kind == "application":
            fits = bool(_APPLICATION.search(item.title))
        elif kind in {"motion", "petition"}:
            fits = kind in item.title.lower()
        else:
            fits = True
        if fits and telling <= {stem(w) for w in words(item.title)}:
            yield item
