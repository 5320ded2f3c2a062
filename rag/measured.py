"""What papers say was measured: sentences and cells of tables as figures with their measure, unit and period. Pure.

Two of them are on the same measure where all their words are the same but for the figures and, at most, the period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.papers import Kind, Placed, Role
from ingest.text.dates import marked
from ingest.text.lines import plain
from rag.answers import Quote
from rag.figures import figures
from rag.records import is_figure
from rag.times import MARK
from rag.told import told_sentences
from rag.words import STOP, WORD, stem

_REFERENCE = re.compile(
    r"\b(?:paragraphs?|sections?|pages?|appendix|table|figure|annex|minute|item|line|row|part|schedule)s?\s+[\d.]+",
    re.IGNORECASE,
)
# What somebody would rather have is no second figure for the same thing.
_ANOTHERS = re.compile(r"\b(?:amendments?|alternative|proposed changes?)\b", re.IGNORECASE)
_CAPTION = re.compile(r"^\W*(?:table|figure|chart)\s+[\d.]+\W*(?P<words>.{8,})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Figures with the words that say what they measure.

    `measure` is those words without figures and periods, as stems in order; `period` the dates, months and years among
    them; `values` the figures in order, each with its unit. `told` is what a reader is shown.
    """

    measure: tuple[str, ...]
    period: tuple[str, ...]
    values: tuple[tuple[Decimal, str], ...]
    told: str
    quotes: tuple[Quote, ...]

    @property
    def placed(self) -> Placed:
        """Where it stands."""
        return self.quotes[-1].placed

    @property
    def units(self) -> tuple[str, ...]:
        """The units of its figures, in order."""
        return tuple(unit for _, unit in self.values)


def measured(placed: Placed) -> Iterator[Measured]:
    """Give what a passage measures: whole sentences of prose, and single cells of tables with a label of their own."""
    if placed.part.kind is Kind.AGENDA or _ANOTHERS.search(f"{placed.part.title} {placed.paper.title}"):
        return
    yield from _cells(placed)
    if placed.passage.role is not Role.TABLE:
        yield from _sentences(placed)


def _sentences(placed: Placed) -> Iterator[Measured]:
    for start, end, words in told_sentences(placed.passage.text):
        if not 8 <= len(words.split()) <= 60 or _REFERENCE.search(words):
            continue
        text = marked(words)
        period = tuple(MARK.findall(text))
        values = tuple((f.value, f.unit) for f in figures(words))
        measure = tuple(stem(w) for w in WORD.findall(MARK.sub(" ", text)) if not any(c.isdigit() for c in w))
        if period and 1 <= len(values) <= 4 and _says_enough(measure):
            quote = Quote(placed=placed, start=start, end=end)
            yield Measured(measure=measure, period=period, values=values, told=f"“{words}”", quotes=(quote,))


def _says_enough(measure: tuple[str, ...]) -> bool:
    return len(set(measure) - {stem(w) for w in STOP}) >= 5


def _cells(placed: Placed) -> Iterator[Measured]:
    columns = tuple(" ".join(plain(c).split()) for c in placed.passage.columns)
    caption, start = "", 0
    for line in placed.passage.text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        cells = [" ".join(plain(c).split()) for c in bare.split("\t")]
        if len(cells) == 1 and (found := _CAPTION.match(cells[0])):
            caption = found["words"]
        if len(cells) == len(columns) > 1 and not is_figure(cells[0]):
            quote = Quote(placed=placed, start=start, end=start + len(bare))
            yield from (m for n in range(1, len(cells)) if (m := _cell(cells, columns, n, caption, quote)))
        start += len(line)


def _cell(cells: list[str], columns: tuple[str, ...], n: int, caption: str, quote: Quote) -> Measured | None:
    """Read one cell, where its label says by itself what is measured and its heading or label when."""
    values = tuple((f.value, f.unit) for f in figures(cells[n]))
    words = marked(f"{caption} {cells[0]} {columns[0]} {columns[n]}")
    measure = tuple(stem(w) for w in WORD.findall(MARK.sub(" ", words)) if not any(c.isdigit() for c in w))
    period = tuple(MARK.findall(words))
    if (
        not is_figure(cells[n])
        or len(values) != 1
        or not period
        or not columns[n]
        or not _says_enough(measure)
    ):
        return None
    sign = -1 if cells[n].lstrip().startswith(("-", "−", "–", "(")) else 1
    value = (sign * values[0][0], values[0][1])
    return Measured(
        measure=measure,
        period=period,
        values=(value,),
        told=f"“{cells[0]}”, {columns[n]}: {cells[n]}",
        quotes=(quote,),
    )
