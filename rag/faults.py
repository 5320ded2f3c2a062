"""What is wrong with one statement: its quotes, figures, dates, names, numbers, decisions and negations. Pure.

Each quote must be a run of its passage's text; all else that a statement says must stand in the words that it
quotes, or in what the catalogue knows of their place (committee, meeting date, item, headings, columns).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.text.blocks import Form
from ingest.text.dates import long_date
from ingest.text.lines import plain
from rag.agreeing import strange_figure, swapped_figure, wrong_way
from rag.answers import Quote, Statement
from rag.belonging import altered, misplaced
from rag.figures import figures
from rag.names import actors, is_body, strange_minute, strange_name
from rag.orders import speaks_to_assistant
from rag.telling import DECIDED, inexact, negation_changed, turned_round, undecided
from rag.times import strange_time, written
from rag.units import Unit, units
from rag.words import STOP, WORD, stem

QUOTED = re.compile(r"“([^”]*)”")
_LETTERS = re.compile(r"[^a-z0-9£%€$.]+|\.(?!\d)|(?<!\d)\.")
_NOT = re.compile(r"\b(?:not|no|never|nor|neither|without|unless|except)\b|n['’]t\b", re.IGNORECASE)
_SAYING = frozenset(
    stem(w)
    for w in (
        [
            "said",
            "says",
            "say",
            "reported",
            "reports",
            "report",
            "states",
            "stated",
            "shows",
            "showed",
            "noted",
            "minutes",
            "paper",
            "meeting",
            "figure",
            "total",
            "number",
            "according",
            "recorded",
            "records",
            "council",
            "board",
            "committee",
            "panel",
            "answer",
            "votes",
            "question",
            "passage",
            "told",
            "asked",
            "members",
            "officers",
            "following",
            "included",
            "include",
            "includes",
            "yes",
            "was",
            "there",
        ]
    )
)
_LEAST_HELD = 0.7  # share of a statement's own words of meaning that must stand in its support


@dataclass(frozen=True, slots=True, kw_only=True)
class _Support:
    """What a statement rests on: the words quoted, and what is known of their place."""

    quoted: str
    around: str

    @property
    def all(self) -> str:
        return f"{self.quoted} {self.around}"


def verbatim(quote: Quote) -> bool:
    """Tell whether a quote is a run of its passage's text, and not an empty one."""
    text = quote.placed.passage.text
    return 0 <= quote.start < quote.end <= len(text) and bool(quote.words.strip())


def quoted_units(quote: Quote) -> list[Unit]:
    """Give the sentences, list items and rows that a quote covers or lies in."""
    return [u for u in units(quote.placed.passage) if u.start < quote.end and quote.start < u.end]


def _label(quote: Quote, unit: Unit) -> str:
    """Give a row's label: its first cell, or where that is empty the nearest one above that is not."""
    above = [
        u.cells[0] for u in units(quote.placed.passage) if u.start <= unit.start and u.cells and u.cells[0]
    ]
    return above[-1] if above else ""


def _around(quote: Quote) -> str:
    placed, part = quote.placed, quote.placed.part
    day = long_date(part.date) if part.date else ""
    leads = [lead for u in quoted_units(quote) for lead in (u.lead, _label(quote, u) if u.cells else "")]
    every = [part.committee or "", day, placed.passage.item or "", part.title, placed.paper.title,
             *placed.passage.columns, *placed.passage.headings, *leads]  # fmt: skip
    return " ; ".join(dict.fromkeys(e for e in every if e))


def _shown(quote: Quote) -> str:
    """Give a quote's words plain; a row's cells each with its label and its column's heading."""
    columns = quote.placed.passage.columns
    found = [" ".join(plain(quote.words).split())]
    for unit in quoted_units(quote):
        if unit.form is Form.ROW and 1 < len(unit.cells) <= len(columns) and unit.cells != columns:
            pairs = zip(columns[1:], unit.cells[1:], strict=False)
            found += [f"; {_label(quote, unit)} {column} {cell}" for column, cell in pairs if cell]
    return " ".join(found)


def _support(statement: Statement) -> _Support:
    return _Support(
        quoted="\n".join(_shown(q) for q in statement.quotes),
        around=" ; ".join(dict.fromkeys(_around(q) for q in statement.quotes)),
    )


def _run(words: str) -> str:
    return _LETTERS.sub("", plain(words).lower())


def _misquoted(statement: Statement) -> str | None:
    """Find words between quotation marks that are not the passage's, or that leave out a "not"."""
    quoted = " ".join(plain(q.words) for q in statement.quotes)
    run = _run(quoted)
    for shown in QUOTED.findall(statement.words):
        at = 0
        for piece in shown.split("…"):
            found = run.find(_run(piece), at)
            if found < 0:
                return f"“{shown[:60]}” is not what the passage says"
            at = found + len(_run(piece))
        if "…" in shown.strip(" …") and len(_NOT.findall(shown)) < len(_NOT.findall(_between(shown, quoted))):
            return f"“{shown[:60]}” leaves out a “not”"
    return None


def _between(shown: str, quoted: str) -> str:
    """Give the quoted words from the first shown to the last."""
    first, last = (p.split() for p in (shown.split("…", maxsplit=1)[0], shown.rsplit("…", maxsplit=1)[-1]))
    text = " ".join(quoted.split())
    start = text.find(" ".join(first[:4])) if first else 0
    end = text.rfind(" ".join(last[-4:])) if last else len(text)
    return text[max(start, 0) : end if end > start else len(text)]


def _unsupported(own: str, support: _Support) -> str | None:
    """Find a figure, date, name or too many words that the support does not hold."""
    if time := strange_time(own, support.quoted, support.around):
        return f"the date {written(time)} does not stand in the passage cited"
    if figure := strange_figure(own, support.quoted, support.around):
        return f"the figure {figure} does not stand in the passage cited"
    if figure := swapped_figure(own, support.quoted):
        return f"the figure {figure} stands beside other words in the passage cited"
    if moved := wrong_way(own):
        return f"its figures do not go the way of “{moved}”"
    if name := strange_name(own, support.all):
        return f"the name {name} does not stand in the passage cited"
    held = {stem(w) for w in WORD.findall(support.all)} | _SAYING
    said = [w for w in dict.fromkeys(WORD.findall(own)) if w.lower() not in STOP and not w[0].isdigit()]
    share = sum(_alike(stem(w), held) for w in said) / max(len(said), 1)
    if len(said) >= 3 and share < _LEAST_HELD:
        return "most of its words do not stand in the passage cited"
    return None


def _alike(word: str, held: set[str]) -> bool:
    return word in held or (len(word) >= 5 and any(h[:5] == word[:5] for h in held))


def _misplaced_row(own: str, quotes: Sequence[Quote]) -> str | None:
    """Find a figure that is told of one row of a table and stands in another."""
    found = [(q, u) for q in quotes for u in quoted_units(q) if u.form is Form.ROW and len(u.cells) > 1]
    if not found or not (told := figures(own)):
        return None
    rows = [u for _, u in found]
    labels = [{stem(w) for w in WORD.findall(_label(q, u))} - STOP for q, u in found]
    for figure in told:
        said = {w for w in figure.beside if any(w in label for label in labels)}
        said = said or {stem(w) for w in WORD.findall(own)} - STOP
        named = [len(said & label) for label in labels]
        own_rows = " ; ".join(u.text for n, u in zip(named, rows, strict=True) if n == max(named))
        held = {f.bare for f in figures(own_rows)}
        elsewhere = {f.bare for f in figures(" ; ".join(u.text for u in rows))} - held
        if figure.bare in elsewhere or (figure.bare not in held and max(named) == 0):
            return f"the figure {figure.printed} is that of another row"
    return None


def _wrongly_decided(own: str, statement: Statement, quoted: str) -> str | None:
    """Find a decision told over words that do not bear it, or of another body; a column's heading tells none."""
    for heading in sorted(
        {c for q in statement.quotes for c in q.placed.passage.columns if c}, key=len, reverse=True
    ):
        own = own.replace(f"{heading}:", " ")
    if reason := undecided(own, statement.quotes, quoted):
        return reason
    if word := inexact(own, quoted):
        return f"the passage does not say “{word}”"
    for body in actors(own, DECIDED):
        known = any(is_body(body, q.placed.part.committee or "") for q in statement.quotes)
        known |= any(
            re.match(rf"\W*Decisions? of (?:the )?{re.escape(body)}\s*(?:\n|:|$)", q.words)
            for q in statement.quotes
        )
        if not known and not any(body.lower() in told.lower() for told in actors(quoted, DECIDED)):
            return f"it was not the {body} that decided this"
    return None


def whole(statement: Statement) -> bool:
    """Tell whether a statement is nothing but words of the passage."""
    return _run(statement.words) in _run(" ".join(plain(q.words) for q in statement.quotes))


def fault(statement: Statement) -> str | None:
    """Give what is wrong with a statement, or None where it holds."""
    if not statement.quotes:
        return "it cites nothing"
    if not all(verbatim(q) for q in statement.quotes):
        return "a quote is not in its passage"
    if reason := _misquoted(statement):
        return reason
    own = QUOTED.sub(" ", statement.words)
    if own.strip(" .") and any(
        speaks_to_assistant(u.text) for q in statement.quotes for u in quoted_units(q)
    ):
        return "it rests on words that speak to an assistant"
    if whole(statement):
        return None
    support = _support(statement)
    bare = " ".join(plain(q.words) for q in statement.quotes)
    items = [q.placed.passage.item or "" for q in statement.quotes]
    if minute := strange_minute(own, items, support.quoted):
        return f"{minute} is not that of the passage cited"
    return (
        _wrongly_decided(own, statement, bare)
        or _unsupported(re.sub(r"^\s*[-*•]\s+", "", own), support)
        or _misplaced_row(own, statement.quotes)
        or _misplaced(own, statement.quotes, support)
        or negation_changed(own, support.all)
        or _turned(own, support)
    )


def _misplaced(own: str, quotes: Sequence[Quote], support: _Support) -> str | None:
    quoted = [f"{_label(q, u) if u.cells else ''} {u.text}" for q in quotes for u in quoted_units(q)]
    if word := altered(own, f"{support.quoted}\n{support.around}"):
        return f"{word} stands where the passage cited has another word"
    if figure := misplaced(own, quoted, support.around):
        return f"{figure} is told with the words of another sentence of the passage cited"
    return None


def _turned(own: str, support: _Support) -> str | None:
    word = turned_round(own, support.all)
    return f"the passage says the opposite of “{word}”" if word else None
