"""Targets missed: a row that has target and outcome of one period, or a sentence that says so itself. Pure.

Only what is certain: a row must show whether more or less is aimed at (its baseline and its targets run one way), or
say itself that the target was missed; forecasts, conditions and what is merely aimed at are left out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.papers import Placed, Role
from ingest.text.dates import marked
from ingest.text.lines import plain
from rag.answers import Quote, Statement
from rag.misses_told import tells_miss
from rag.times import MARK
from rag.told import told_sentences
from rag.units import shorten

_TARGET = re.compile(r"\btargets?\b(?!\s+(?:date|group|audience|population))", re.IGNORECASE)
_OUTCOME = re.compile(
    r"\b(?:actuals?|achieved|out-?turn|outcome|results?|year to date|ytd|performance)\b", re.IGNORECASE
)
_BASELINE = re.compile(r"\bbaseline\b", re.IGNORECASE)
_STANDING = re.compile(r"^\W*(?:rag(?: (?:rating|status))?|status|(?:target )?met\W*)\W*$", re.IGNORECASE)
_FAILED = re.compile(
    r"^\W*(?:red|missed|not (?:met|achieved)|off target|below target|behind target)\W*$", re.IGNORECASE
)
_SHARE_OF_YEAR = re.compile(r"\b(?:q[1-4]|quarter|month)\b", re.IGNORECASE)
_VALUE = re.compile(
    r"^(?P<pound>£?)(?P<figure>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>%|m|bn|k|days?|weeks?|per [\d,]+)?\s*(?:\([\d,.%]+\))?\s*(?P<way>improv\w*|worsen\w*|declin\w*|no change|better|worse)?$",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"</p>|<br ?/?>|\s{2,}")
_MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    heading: str
    text: str

    @property
    def period(self) -> frozenset[str]:
        return frozenset(MARK.findall(marked(self.heading)))

    @property
    def value(self) -> tuple[Decimal, str] | None:
        found = _VALUE.match(self.text)
        if not found:
            return None
        return Decimal(found["figure"].replace(",", "")), f"{found['pound']}{(found['unit'] or '').lower()}"


def missed(passages: Sequence[Placed]) -> tuple[Statement, ...]:
    """Give the targets that the papers of an item show or say to have been missed; each once, at most six."""
    found: dict[str, Statement] = {}
    for placed in passages:
        for statement in (*_rows(placed), *_sentences(placed)):
            found.setdefault(statement.words, statement)
    return tuple(found.values())[:_MOST]


def _sentences(placed: Placed) -> Iterator[Statement]:
    if placed.passage.role is Role.TABLE:
        return
    for start, end, words in told_sentences(placed.passage.text):
        if tells_miss(words):
            yield Statement(words=f"“{words}”", quotes=(Quote(placed=placed, start=start, end=end),))


def _rows(placed: Placed) -> Iterator[Statement]:
    columns = [" ".join(plain(c).split()) for c in placed.passage.columns]
    if not any(_TARGET.search(c) for c in columns):
        return
    start = 0
    for line in placed.passage.text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        texts = [" ".join(plain(c).split()) for c in bare.split("\t")]
        if len(texts) == len(columns):
            row = [_Cell(heading=h, text=t) for h, t in zip(columns, texts, strict=True)]
            if told := _row(_name(bare.split("\t")[0]), row[1:]):
                yield Statement(
                    words=told, quotes=(Quote(placed=placed, start=start, end=start + len(bare)),)
                )
        start += len(line)


def _name(cell: str) -> str:
    """Give what a row is called: the first paragraph of its first cell, where a definition follows."""
    told = (" ".join(plain(p).split()) for p in _PARAGRAPH.split(cell))
    return shorten(next((t for t in told if t), ""), words=30)


def _row(label: str, cells: Sequence[_Cell]) -> str | None:
    """Tell a row whose outcome misses its target of the same period; None where that is not certain."""
    targets = [c for c in cells if _TARGET.search(c.heading) and not _STANDING.match(c.heading)]
    outcomes = [c for c in cells if _OUTCOME.search(c.heading) and not _TARGET.search(c.heading)]
    for target in targets:
        for outcome in outcomes:
            same = target.period == outcome.period and not _SHARE_OF_YEAR.search(outcome.heading)
            if not (
                same and label and target.value and outcome.value and target.value[1] == outcome.value[1]
            ):
                continue
            standing = next((c for c in cells if _STANDING.match(c.heading) and _FAILED.match(c.text)), None)
            if standing or _short_of(target, outcome, targets, cells):
                rated = f"; {standing.heading}: {standing.text}" if standing else ""
                return f"“{label}”: {target.heading} {target.text}; {outcome.heading} {outcome.text}{rated}."
    return None


def _short_of(target: _Cell, outcome: _Cell, targets: Sequence[_Cell], cells: Sequence[_Cell]) -> bool:
    """Tell whether an outcome lies on the baseline's side of its target, where the baseline and all targets run one way."""
    start = next((c.value for c in cells if _BASELINE.search(c.heading)), None)
    if not (start and target.value and outcome.value):
        return False
    path = [start, *(t.value for t in targets if t.value)]
    if len({unit for _, unit in path}) > 1 or any(not t.value for t in targets):
        return False
    values = [value for value, _ in path]
    steps = [b - a for a, b in itertools.pairwise(values)]
    short = outcome.value[0] - target.value[0]
    return (all(s >= 0 for s in steps) and steps[0] > 0 and short < 0) or (
        all(s <= 0 for s in steps) and steps[0] < 0 and short > 0
    )
