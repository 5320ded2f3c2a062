"""A list that is set as a table: which of its rows a question asks for, and how they are told. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.text.blocks import Form
from rag.answers import Ask, Query, Quote, Statement
from rag.columns_asked import asked_cells
from rag.picking import Candidate, Reading
from rag.read_as import read_whole
from rag.row_conditions import meeting_conditions
from rag.row_values import Row
from rag.search import Library
from rag.tables_found import table_rows
from rag.units import say, shorten, units

# A plural, and none of the words that only look like one
_NOUN = (
    r"(?!(?:was|is|has|does|goes|makes|counts|happens|stands|comes|means|says|shows|gives|takes|needs|explains|costs|holds|manages|leads|chairs|runs|"
    r"this|its|whats|years?|progress|percentages?|shares?|[a-z]*(?:ss|us|is))\b)[a-z]{2,}s\b(?!['’])"
)
_AND = r"^\W*(?:and |so |but |ok )?"
# "which loans did it repay", "what ideas were rejected", "risks that got worse", "who bid for it", "… and how much each"
_SEVERAL = re.compile(
    rf"{_AND}(?:which|what)(?: of (?:the|its|their|our|these))?(?: (?!(?:is|was|has|does|did|percentage|share|proportion|date|day|time|"
    rf"officer|councillor|member|director|person|firm|company|rate|number)\b)[\w'’-]+){{0,3}}? {_NOUN}|"
    rf"{_AND}(?:which|what) (?:\w+ ){{0,2}}(?:people|children|those)\b|{_AND}(?:every|all)\b|"
    rf"{_AND}(?!who|how|what|which|number|in )(?:[a-z]+ ){{0,2}}?{_NOUN} (?:that|the|where|who|which|with|due|still|people)\b|"
    rf"{_AND}(?:please )?(?:list|name|give(?: me| us)?|show(?: me| us)?|tell(?: me| us)?)\b.{{0,12}}\b(?:all|every|each|the \w+s|everyone)\b|"
    rf"{_AND}what(?:['’]?s| is| are| will)\b.{{0,40}}\b(?:coming(?: up)?|looking at|due|rated|(?:still )?not (?:done|finished)|on the\b.{{0,25}}\b(?:plan|programme|list))\b|"
    rf"{_AND}what\b.{{0,30}}\b(?:looking|look|coming) (?:at|up)?\b|"
    r"\b(?:all|every one|each one) (?:of )?(?:the|its|their|those|them)\b|\beach\b\W*(?:pls|please)?\W*$|\bapiece\b|\b(?:how much|how many|what|when|where)\b.{0,30}\beach\b|"
    rf"{_AND}who(?:['’]s| is| are| else| all)?\b.{{0,40}}?\b(?:bid|applied|tendered|went (?:for|in)|put in|getting|sent)\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:the|had|has|got|with) (?:most|least|highest|lowest|biggest|largest|smallest|best|worst)\b|^\W*how many\b|\bon average\b|\b(?:al)?together\b|\ball in\b|\btotal\b|^\W*number\b|"
    r"\b(?:higher|more|better|bigger|lower|fewer|less|cheaper|dearer)\b.*\bor\b",
    re.IGNORECASE,
)
_FEWEST, _MOST = 2, 14  # rows told
_MOST_WORDS, _ROW_WORDS = 110, 20  # of them all, and of one whose cells are all told
_BEHIND = 3.5  # how far behind the best row the reader may find another that answers with it


def asks_of_several(query: Query) -> bool:
    """Tell whether a question asks for all things of a sort: by a plural, "each", "list".

    One thing that stands out among them ("which had the most") is not several.
    """
    asked = query.question
    return query.ask is not Ask.AGENDA and bool(_SEVERAL.search(asked)) and not _ONE.search(asked)


def rows_listed(query: Query, best: Candidate, library: Library, reading: Reading | None) -> list[Statement]:
    """Tell the rows that are asked for of the table that the best row is of; nothing where it is one row, or none tells."""
    rows = table_rows(best.hit.placed, best.unit.lead, library)
    if not _FEWEST <= len(rows) <= 4 * _MOST:
        return []
    met = meeting_conditions(query, rows)
    # of a long table the reader would read a part only, and a part must not be told as the list
    chosen = met or (_read(best, rows, reading) if len(rows) <= _MOST else [])
    if not met and not _FEWEST <= len(chosen) <= _MOST:
        return []
    # where none is chosen, what the table is of tells the reader what the rows are
    caption = [] if len(chosen) < len(rows) else _caption(best)
    return [*caption, *_told(query, chosen)]


def _caption(best: Candidate) -> list[Statement]:
    """Give a table's caption or heading, if it stands in the passage."""
    placed = best.hit.placed
    own = [u for u in units(placed.passage) if u.form is Form.HEADING and u.text == best.unit.lead]
    return [say(placed, own[0])] if own else []


def _read(best: Candidate, rows: Sequence[Row], reading: Reading | None) -> list[Row]:
    """Give the rows that the reader finds to answer about as well as the best; all where none reads."""
    if reading is None or best.read is None:
        return list(rows)
    scores = reading([read_whole(r.placed, r.unit) for r in rows])
    most = max(float(s) for s in scores)
    return [r for r, s in zip(rows, scores, strict=True) if s >= most - _BEHIND]


def _told(query: Query, rows: Sequence[Row]) -> list[Statement]:
    """Tell rows with all their cells, where that is short; else with those asked for; else by what names them."""
    for words in (_whole, _cells(query), _label):
        said = [words(r) for r in rows]
        if sum(len(s.split()) for s in said) <= _MOST_WORDS and (
            words is not _whole or all(len(s.split()) <= _ROW_WORDS for s in said)
        ):
            break
    return [
        Statement(words=f"- {s}", quotes=(Quote(placed=r.placed, start=r.unit.start, end=r.unit.end),))
        for s, r in zip(said, rows, strict=True)
    ]


def _whole(row: Row) -> str:
    return _with(row, row.own.others)


def _cells(query: Query) -> Callable[[Row], str]:
    return lambda row: _with(row, asked_cells(query, row.own))


def _label(row: Row) -> str:
    """Give what names a row; behind a bare number the first words of the row."""
    if re.search(r"[^\W\d]{3}", row.own.label):
        return shorten(row.own.label, words=_ROW_WORDS)
    worded = next((c for _, c in row.own.others if re.search(r"[^\W\d]{3}", c)), "")
    return shorten(f"{row.own.label} · {worded}" if worded else row.own.label, words=_ROW_WORDS)


def _with(row: Row, cells: Sequence[tuple[str, str]]) -> str:
    label = _label(row)
    told = "; ".join(f"{h}: {c}" if h else c for h, c in cells if c and c not in label.split(" · "))
    return f"{label} – {told}" if told else label
