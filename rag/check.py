"""The check: nothing is shown that does not hold on the page. Pure.

Each quote must be a run of its passage's text. Each figure and date in a statement must stand in a quote's
passage or in what the catalogue knows of it (committee, meeting date, item). "Resolved" may only stand over
the minutes of a meeting or a record of decision. A statement that fails is dropped and the reason kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.dates import dates, long_date
from ingest.lines import plain
from ingest.papers import Kind, Outcome, Placed, Resolution
from rag.answers import Answered, Citation, Draft, Quote, Statement

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"“([^”]*)”")
_DECIDED = re.compile(r"\b(?:resolved|agreed|approved|decided)\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is left of a draft, and why the rest went."""

    statements: tuple[Statement, ...]
    dropped: tuple[str, ...]


def verbatim(quote: Quote) -> bool:
    """Tell whether a quote is a run of its passage's text, and not an empty one."""
    text = quote.placed.passage.text
    return 0 <= quote.start < quote.end <= len(text) and bool(quote.words.strip())


def _known(placed: Placed) -> str:
    """Give what the catalogue knows of a passage, as words that a lead may use."""
    part = placed.part
    day = long_date(part.date) if part.date else ""
    return " ".join(
        w
        for w in (part.committee or "", day, placed.passage.item or "", part.title, " ".join(placed.passage.columns),
                  " ".join(placed.passage.headings))
        if w
    )  # fmt: skip


def _numbers(text: str) -> set[str]:
    return {n.replace(",", "").rstrip(".") for n in _NUMBER.findall(text)}


def _run(words: str) -> str:
    return _LETTERS.sub("", words.lower())


def fault(statement: Statement) -> str | None:
    """Give what is wrong with a statement, or None where it holds."""
    if not statement.quotes:
        return "it cites nothing"
    if not all(verbatim(q) for q in statement.quotes):
        return "a quote is not in its passage"
    sources = " ".join(plain(q.placed.passage.text) for q in statement.quotes)
    known = " ".join(_known(q.placed) for q in statement.quotes)
    quoted = " ".join(plain(q.words) for q in statement.quotes)
    for shown in _QUOTED.findall(statement.words):
        if not all(_run(piece) in _run(quoted) for piece in shown.split("…")):
            return f"“{shown[:60]}” is not what the passage says"
    missing = _numbers(statement.words) - _numbers(f"{sources} {known}")
    if missing:
        return f"the figure {min(missing)} does not stand in the passage cited"
    strange = set(dates(statement.words)) - set(dates(f"{sources} {known}"))
    if strange:
        return f"the date {long_date(min(strange))} does not stand in the passage cited"
    own = _QUOTED.sub(" ", statement.words)
    told = _DECIDED.search(own) and not _DECIDED.search(quoted)
    if told and not all(q.placed.part.kind in {Kind.MINUTES, Kind.DECISION_RECORD} for q in statement.quotes):
        return "it tells a decision over words that are not minutes"
    return None


def check(draft: Draft, *, resolutions: tuple[Resolution, ...] = ()) -> Checked:
    """Keep the statements that hold.

    A lead ("The Board resolved:") goes when none of what it leads is left. `resolutions` are those of the
    cited papers: a lost one is never told as resolved.
    """
    kept, dropped = [], []
    lost = {r.text for r in resolutions if r.outcome is Outcome.LOST}
    for statement in draft.statements:
        reason = fault(statement)
        if reason is None and any(q.words in text for q in statement.quotes for text in lost):
            reason = "the motion was lost"
        if reason is None:
            kept.append(statement)
        else:
            dropped.append(f"{statement.words[:120]}: {reason}")
    if kept and all(s.words.endswith(":") for s in kept):
        dropped += [f"{s.words[:120]}: nothing is left under it" for s in kept]
        kept = []
    return Checked(statements=tuple(kept), dropped=tuple(dropped))


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
