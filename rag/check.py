"""The check: nothing is shown that does not hold on the page. Pure.

It takes both writers' drafts alike. Each quote must be a run of its passage's text, in the right place; each
figure, date, name, committee and minute number of a statement must stand in the words that it quotes or in
what the catalogue knows of their place (committee, meeting date, item, headings, columns), beside the same
words as there; a decision may only be told over one that was taken; a "not" stays; a figure is of the period
asked for. A statement that fails is replaced by its quote, where that answers the question, else dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.papers import Outcome, Placed, Resolution
from ingest.text.dates import without_dates, years
from ingest.text.lines import plain
from rag.answers import Answered, Ask, Citation, Draft, Query, Quote, Statement
from rag.faults import QUOTED, fault, quoted_units, verbatim, whole
from rag.figures import figures
from rag.orders import speaks_to_assistant
from rag.periods import agree
from rag.telling import fate, said_in_debate, tells_decision, tells_loss
from rag.wanted import tells
from rag.words import WORD, stem

Item = Callable[[Placed], Sequence[Placed]]
"""Gives the passages of the same minute or agenda item, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is left of a draft, and why the rest went."""

    statements: tuple[Statement, ...]
    dropped: tuple[str, ...]


def _periods(statement: Statement) -> frozenset[str]:
    """Give the years that a statement with a figure is about: its own, else those of the words it quotes."""
    if not figures(statement.words):
        return frozenset()
    return years(statement.words) or years(" ".join(plain(q.words) for q in statement.quotes))


# "263 had approached the Council, against 201 in the same period of 2022": the year is of the figure beside it.
_BESIDE = re.compile(
    r"\b(?:against(?! (?:a|the|its) target)|compared (?:with|to)|(?:up|down) from|(?<!more )(?<!fewer )(?<!less )(?<!rather )(?<!other )than|versus|vs\.?)\b"
    r"[^.;:]{0,60}?\b(?:19|20)\d\d(?:[/-]\d{2,4})?\b|\((?:in )?(?:19|20)\d\d(?:[/-]\d{2,4})?: [^)]*\)",
    re.IGNORECASE,
)


def _compares_only(statement: Statement) -> bool:
    """Tell whether the years that a sentence names are those of the figures that it compares its own with."""
    beside = " ".join(m[0] for m in _BESIDE.finditer(statement.words))
    rest = _BESIDE.sub(" ", statement.words)
    both = figures(without_dates(beside)) and figures(rest)
    return bool(both and years(statement.words) and not years(rest))


def _fits(periods: frozenset[str], query: Query) -> bool:
    return any(agree(asked, held) for asked in query.years for held in periods)


def _other_period(statement: Statement, draft: Draft, query: Query | None) -> str | None:
    """Find a figure that is of another period than the one asked for.

    A sentence quoted beside one that is of the period asked for ("up from 48 % in 2018/19") may stay.
    """
    if query is None or query.ask not in {Ask.FIGURE, Ask.COMPARISON} or not query.years:
        return None
    own = _periods(statement)
    if not own or _fits(own, query) or _compares_only(statement):
        return None
    beside = any(_fits(_periods(s), query) for s in draft.statements if s is not statement)
    if beside and whole(statement):
        return None
    return f"its figure is for {', '.join(sorted(own))}, not for {', '.join(sorted(query.years))}"


def _lost(statement: Statement, draft: Draft, resolutions: Sequence[Resolution], item: Item) -> str | None:
    """Find a lost motion that is told as carried, or shown without its loss; and one carried told as lost."""
    lost = {r.text for r in resolutions if r.outcome is Outcome.LOST}
    if any(q.words in text for q in statement.quotes for text in lost):
        return "the motion was lost"
    fates = {fate(q, item(q.placed)) for q in statement.quotes}
    own = QUOTED.sub(" ", statement.words)
    if Outcome.LOST in fates and Outcome.CARRIED not in fates:
        if tells_decision(own) and not tells_loss(own):
            return "the amendment was lost"
        if not any(tells_loss(s.words) for s in draft.statements) and not (
            whole(statement) and all(said_in_debate(q.words) for q in statement.quotes)
        ):
            return "the amendment was lost, which is not said"
    if fates == {Outcome.CARRIED} and tells_loss(own):
        return "the amendment was carried"
    return None


def check(
    draft: Draft,
    *,
    query: Query | None = None,
    resolutions: Sequence[Resolution] = (),
    item: Item = lambda placed: (placed,),
    modelled: bool = False,
) -> Checked:
    """Keep the statements that hold; replace one that does not by its quote, where that answers the question.

    A lead ("The Board resolved:") goes when none of what it leads is left. `resolutions` are those of the
    cited papers: a lost one is never told as resolved. `item` gives the rest of a quote's minute, where an
    amendment's vote is recorded. What is left must still answer the question: else nothing is left. Of a
    draft that a language model wrote (`modelled`) that is asked in any case.
    """

    def holds_not(statement: Statement) -> str | None:
        return (
            fault(statement)
            or _lost(statement, draft, resolutions, item)
            or _other_period(statement, draft, query)
        )

    kept: list[Statement] = []
    dropped = []
    for statement in draft.statements:
        reason = holds_not(statement)
        if reason is None:
            kept.append(statement)
            continue
        instead = _quote_instead(statement, query)
        if instead and not holds_not(instead):
            kept += [instead] if instead.words not in {k.words for k in kept} else []
            reason += " (replaced by the quote)"
        dropped.append(f"{statement.words[:120]}: {reason}")
    if kept and all(s.words.endswith(":") for s in kept):
        dropped += [f"{s.words[:120]}: nothing is left under it" for s in kept]
        kept = []
    if kept and (dropped or modelled) and query and not any(_answers(s, query) for s in kept):
        dropped += [f"{s.words[:120]}: it alone does not answer the question" for s in kept]
        kept = []
    return Checked(statements=tuple(kept), dropped=tuple(dropped))


def _answers(statement: Statement, query: Query) -> bool:
    """Tell whether a statement's own words tell what is asked for."""
    found = [replace(u, text=statement.words) for q in statement.quotes for u in quoted_units(q)]
    return any(tells(query, unit) for unit in found)


def _quote_instead(statement: Statement, query: Query | None) -> Statement | None:
    """Give the quote that a statement rests on most, where it tells what is asked for and holds a word of it."""
    if query is None or not statement.quotes or not verbatim(statement.quotes[0]):
        return None
    quote = statement.quotes[0]
    if any(speaks_to_assistant(u.text) for u in quoted_units(quote)):
        return None
    asked = {t.stem for t in query.terms}
    held = {stem(w) for w in WORD.findall(plain(quote.words))}
    if not any(tells(query, unit) for unit in quoted_units(quote)) or len(asked & held) * 3 < len(asked):
        return None
    return Statement(words=f"“{' '.join(plain(quote.words).split())}”", quotes=(quote,))


def compose(statements: tuple[Statement, ...]) -> Answered:
    """Put checked statements together, numbering the quotes in order of appearance.

    A lead has no number of its own: what follows it is cited. Quotes of one passage that follow each other
    directly share a number, and the citation spans them.
    """
    citations: list[Citation] = []
    lines: list[str] = []
    for statement in statements:
        marks = [_cite(citations, quote) for quote in statement.quotes]
        if statement.words.endswith(":") and not statement.words.startswith("“"):
            lines.append(statement.words)
            continue
        lines.append(f"{statement.words} {''.join(f'[{n}]' for n in dict.fromkeys(marks))}")
    joined = "\n".join(lines)
    return Answered(text=joined, citations=tuple(citations))


def _cite(citations: list[Citation], quote: Quote) -> int:
    for index, known in enumerate(citations):
        old = known.quote
        if old.placed.passage.id != quote.placed.passage.id:
            continue
        between = quote.placed.passage.text[min(old.end, quote.end) : max(old.start, quote.start)]
        if quote.start >= old.start and not re.search(r"\w", between):
            citations[index] = Citation(
                n=known.n, quote=Quote(placed=old.placed, start=old.start, end=max(old.end, quote.end))
            )
            return known.n
    citations.append(Citation(n=len(citations) + 1, quote=quote))
    return len(citations)
