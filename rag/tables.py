"""Answer from a table's row: its label, and the cells asked for with their column headings. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.papers import Passage
from ingest.text.dates import dates, years
from rag.answers import Ask, Draft, Hit, Query, Quote, Silence, Statement
from rag.periods import agree, period_agrees
from rag.picking import Candidate
from rag.refusing import Refusal, refuse
from rag.search import coverage
from rag.units import Unit, say, shorten, units
from rag.wanted import REASON_WORDS, SUITS
from rag.words import stems

_EMPTY_CELL = re.compile(
    r"^\W*(?:n/?a\b.*|none|tbc|to be (?:agreed|confirmed|determined).*|target to be agreed.*|not (?:yet )?(?:received|available|known|applicable).*)?\W*$",
    re.IGNORECASE,
)
_ACTUAL_ASKED = re.compile(
    r"\bactual(?:ly|s)?\b|\bachieved\b|\boutturn\b|\breached\b|\bin the end\b", re.IGNORECASE
)
_TARGET_ONLY = re.compile(r"\btarget|\bforecast|\bplanned\b", re.IGNORECASE)
_FIGURE_CELL = re.compile(
    r"^[-+–−(<>~£$€]*\d[\d,.]*\s?(?:%|[mk]|bn|pp|million)?\)?[*#†]*$|^[-–—]$", re.IGNORECASE
)
_REFERENCE = re.compile(r"^[A-Z]{0,3}\d{1,6}[a-z]?\.?$")
_REFERENCES = re.compile(r"\b(?:ref|no|number|id|code)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:total|overall|all)\b", re.IGNORECASE)
_UNIT = re.compile(r"£\s?'?(?:000'?s?|m|k|bn|million)\b|%|£p\b", re.IGNORECASE)
_UNIT_TOLD = re.compile(r"\bin (£\s?'?(?:000'?s?|m|k|million))\b|\((£'?000'?s?|£m|%)\)", re.IGNORECASE)
_PERIOD = re.compile(r"(?:19|20)\d\d|\bQ[1-4]\b")
_NAME_WORDS = 14  # of a cell that names a row, at most
_MOST_NAMES = 5  # cells
_AS_MUCH = 0.6  # of the words that the column asked for first has, at least, for another to be told with it
_TWO = re.compile(r"\band\b|\s&\s", re.IGNORECASE)  # columns may be asked for
_JUDGES = re.compile(r"\b(?:change|variance|difference|movement|met|rag|status)\b", re.IGNORECASE)
_NAMED = 0.6  # of the heaviest word of the question, at least, in a column's heading that tells no year
_SAID = 0.5  # share of the question's weighted words that a cell of words holds, to be told before any other
# The headings of an action log: what is to be done, by whom, by when, and how far it is
_LOG = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        "actions?|to be done|tasks?|request(?:ed)?|undertaking", "by whom|who|owner|lead|responsible|officer|assigned",
        "due|by when|deadline|when|target date|completion", "status|standing|progress|position|latest|update|response|outcome|comments?",
    )
)  # fmt: skip
_SORTS, _MOST_LOGGED = 3, 75  # sorts of headings, at least; words of such a row that is told whole, at most
_PERCENT_ASKED = re.compile(r"\bper ?cent(?:age)?\b|\bproportion\b|\bshare\b|%", re.IGNORECASE)
_PERCENT = re.compile(r"%|\bper ?cent", re.IGNORECASE)
_MOST_SHARES = 3
_BY_HOW_MUCH = re.compile(
    r"\b(?:by )?how (?:much|far)\b.{0,80}\b(?:over|under|adrift|above|below|off|short|ahead|behind)\b|\bhow (?:much|far) (?:over|under|adrift|off|short)\b",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"\bvarian|\bover\W{0,4}(?:spend\W{0,4})?\(?\W*under|\bunder\W{0,4}over|\bdifference\b|\bgap\b|\bover ?spend|\bshortfall",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b(?:incl(?:uding|usive of|udes?|\.)?|excl(?:uding|usive of|udes?|\.)?)\s+(\w+)", re.IGNORECASE
)
_MOST_COMPARED = 7  # columns of a row that is told whole where a comparison is asked for
_LOOKED_AT, _CLOSE = 6, 1.0  # units looked at beside a row, and how far behind it they may be
_MOST_BESIDE, _SHORT = 2, 40  # told beside a row, and words of one
_MOST_COLUMNS = 6  # shown where none is asked for by name


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row understood: what names it, and each of its columns with its heading and its cell.

    `names` are the words before its figures, cell by cell: "35", "Pay", "Libraries"; `named` are their columns.
    """

    names: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    named: tuple[int, ...] = ()

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """The cells that do not name it."""
        return tuple(cell for n, cell in enumerate(self.cells) if n not in self.named)

    @property
    def label(self) -> str:
        """What names it, in a line."""
        return " · ".join(self.names)


def is_figure(cell: str) -> bool:
    """Tell whether a cell holds a figure and nothing else; a dash stands for one."""
    return bool(_FIGURE_CELL.match(cell.strip()))


def record(passage: Passage, unit: Unit) -> Record | None:
    """Understand a row of a passage; None where its cells and the column headings do not match one to one."""
    columns, cells = passage.columns, unit.cells
    if len(columns) != len(cells):
        columns, cells = _without_empty_end(columns), _without_empty_end(cells)
    if not columns or len(cells) > len(columns) or heads(unit, passage):
        return None
    cells = (*cells, *[""] * (len(columns) - len(cells)))
    named = _naming(columns, cells)
    names = tuple(cells[n] for n in named if cells[n])
    if not names and not _of_periods(columns):
        names = tuple(n for n in [_label_above(passage, unit)] if n)
    return Record(names=names, cells=tuple(zip(columns, cells, strict=True)), named=tuple(named))


def heads(unit: Unit, passage: Passage) -> bool:
    """Tell whether a row is (a part of) the column headings."""
    held = {word for column in passage.columns for word in column.split()}
    return bool(unit.cells) and all(set(cell.split()) <= held for cell in unit.cells)


def _naming(columns: Sequence[str], cells: Sequence[str]) -> list[int]:
    """Give the columns that name a row: those before its figures, or the first with words where figures come first.

    None where each column is a period's: such a table has a row of values alone.
    """
    if _of_periods(columns):
        return [n for n, cell in enumerate(cells) if cell and not re.search(r"\d", cell)][:1]
    if cells[0] and is_figure(cells[0]) and not _REFERENCE.match(cells[0]):
        return [n for n, cell in enumerate(cells) if cell and not is_figure(cell)][:1]
    if not cells[0]:
        worded = [n for n, cell in enumerate(cells) if cell and not is_figure(cell)]
        after = worded and any(n > worded[0] for n, cell in enumerate(cells) if is_figure(cell))
        return worded[:1] if after else [0]
    named = [0]
    for n in range(1, len(cells)):
        figures_follow = any(is_figure(cell) for cell in cells[n + 1 :])
        reference = bool(_REFERENCE.match(cells[n]) and _REFERENCES.search(columns[n]))
        if (
            not figures_follow
            or (is_figure(cells[n]) and not reference)
            or len(cells[n].split()) > _NAME_WORDS
        ):
            break
        named.append(n)
    return named[:_MOST_NAMES]


def _of_periods(columns: Sequence[str]) -> bool:
    return all(_PERIOD.search(column) for column in columns)


def _label_above(passage: Passage, unit: Unit) -> str:
    """Give the label of the nearest row above that has one: it stands for the rows below it."""
    above = [u.cells[0] for u in units(passage) if u.cells and u.start < unit.start and u.cells[0]]
    return above[-1] if above else ""


def row(query: Query, best: Candidate, hits: Sequence[Hit]) -> Draft | Refusal:
    """Answer from a table's row: its label, and the cells asked for with their column headings."""
    passage = best.hit.placed.passage
    quote = Quote(placed=best.hit.placed, start=best.unit.start, end=best.unit.end)
    own = record(passage, best.unit)
    if own is None:
        shown = shorten(" | ".join(c for c in best.unit.cells if c), words=90)
        return Draft(statements=(Statement(words=f"“{shown}”", quotes=(quote,)),))
    chosen = asked_cells(query, own)
    told = len(_without_empty_end(best.unit.cells)) == len(_without_empty_end(passage.columns))
    if len(chosen) == 1 and told and _EMPTY_CELL.match(chosen[0][1]):
        return refuse(Silence.NOT_RECORDED, hits, quotes=(quote,))
    actual = _ACTUAL_ASKED.search(query.question) and not _TARGET_ONLY.search(query.question)
    if actual and all(_TARGET_ONLY.search(h) for h, _ in chosen):
        return refuse(Silence.NOT_RECORDED, hits, quotes=(quote,))
    if not any(c and c not in own.names for _, c in chosen):
        chosen = [(h, c) for h, c in own.others if c][:_MOST_COLUMNS]
    if not chosen:
        return refuse(Silence.NOT_RECORDED, hits, quotes=(quote,))
    shown = "; ".join(f"{h}: {shorten(c, words=50)}" if h else shorten(c, words=50) for h, c in chosen if c)
    unit = _unit(passage, chosen)
    words = f"{shorten(own.label, words=40)} – {shown}{unit}" if own.label else f"{shown}{unit}"
    return Draft(statements=(Statement(words=words, quotes=(quote,)),))


def rows(query: Query, found: Sequence[Candidate], hits: Sequence[Hit]) -> Draft | Refusal:
    """Answer from the best row, and short rows or sentences that come close to it: another year's table, the other of two."""
    best = found[0]
    told = row(query, best, hits)
    if isinstance(told, Refusal):
        return told
    near = [
        c
        for c in found[1:_LOOKED_AT]
        if c.score >= best.score - _CLOSE
        and not c.unit.text.endswith(":")
        and period_agrees(query, c.unit, c.hit.placed)
    ]
    drafts = [
        row(query, c, hits) if c.unit.cells else Draft(statements=(say(c.hit.placed, c.unit),)) for c in near
    ]
    more = [s for d in drafts if isinstance(d, Draft) for s in d.statements if len(s.words.split()) <= _SHORT]
    shown = {s.words: s for s in (*told.statements, *more)}
    return Draft(statements=tuple(shown.values())[: 1 + _MOST_BESIDE])


def _unit(passage: Passage, chosen: Sequence[tuple[str, str]]) -> str:
    """Give the unit that stands over the table, where neither heading nor cell tells one: "(£m)"."""
    if any(_UNIT.search(f"{heading} {cell}") or not is_figure(cell) for heading, cell in chosen if cell):
        return ""
    told = [m[1] or m[2] for h in reversed(passage.headings) if (m := _UNIT_TOLD.search(h))]
    return f" ({told[0]})" if told else ""


def _without_empty_end(cells: Sequence[str]) -> tuple[str, ...]:
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return tuple(kept)


def asked_cells(query: Query, own: Record) -> list[tuple[str, str]]:
    """Choose the cells asked for by their headings' words, years and days; all of them where none is named.

    A comparison gets the whole row, unless it is wide; a day or a name that no such cell has, the cell of words
    that tells it.
    Of columns that are named alike ("CYPE Core", "CYPE Total") the total is meant, where no other is said.
    """
    if query.ask is Ask.REASON and (
        said := [(h, c) for h, c in own.others if len(c.split()) >= REASON_WORDS]
    ):
        return said[:2]
    if _of_log(own):
        return [(h, c) for h, c in own.others if c]
    label = set(stems(own.label))
    if _PERCENT_ASKED.search(query.question):
        shares = [(h, c) for h, c in own.others if c.endswith("%") or (is_figure(c) and _PERCENT.search(h))]
        most = max((_asked(query, h, label) for h, _ in shares), default=0.0)
        if shares and len(shares) < len([c for _, c in own.others if is_figure(c)]):
            return [(h, c) for h, c in shares if _asked(query, h, label) == most][:_MOST_SHARES]
    if _BY_HOW_MUCH.search(query.question) and (by := _by_how_much(query, own, label)):
        return by
    scored = [(_asked(query, heading, label), heading, cell) for heading, cell in own.cells]
    top = max((s for s, _, _ in scored), default=0.0)
    two = _TWO.search(re.sub(re.escape(own.label), "", query.question, flags=re.IGNORECASE))
    enough = _AS_MUCH * top * (0.5 if two else 1.0)
    best = [(h, c) for s, h, c in scored if s >= enough] if top > 0 else []
    best = [*_timeless(query, scored, best, label), *best]
    if said := _said(query, own, best):
        return said[:2]
    if not best:
        filled = [(h, c) for h, c in own.others if c]
        figures = [(h, c) for h, c in filled if is_figure(c)]
        wide = len(filled) > _MOST_COLUMNS and query.ask is Ask.FIGURE and figures
        return ([cell for cell in figures if _TOTAL.search(cell[0])] or figures if wide else filled)[
            :_MOST_COLUMNS
        ]
    if query.ask is Ask.COMPARISON:
        asked = [(h, c) for s, h, c in scored if s > 0 and c]
        both = len([c for c in asked if is_figure(c[1])]) > 1
        every = [(h, c) for h, c in own.others if c]
        return (asked if both and len(every) > _MOST_COMPARED else every)[:_MOST_COMPARED]
    totals = [cell for cell in best if _TOTAL.search(cell[0])]
    return totals if len(totals) == 1 else best[:_MOST_COLUMNS]


def _by_how_much(query: Query, own: Record, label: set[str]) -> list[tuple[str, str]]:
    """Give the column that tells by how much something is off its budget or target, of the period asked if it has several."""
    off = [(_asked(query, h, label), (h, c)) for h, c in own.others if c and is_figure(c) and _OFF.search(h)]
    return [cell for score, cell in off if score == max(s for s, _ in off)][:2]


def _of_log(own: Record) -> bool:
    """Tell whether a row is an action log's, and short enough to be told whole: what, who, by when, how far it is."""
    words = sum(len(c.split()) for _, c in own.cells)
    told = sum(any(sort.search(h) for h, c in own.cells if c) for sort in _LOG)
    return told >= _SORTS and words <= _MOST_LOGGED


def _timeless(
    query: Query, scored: Sequence[tuple[float, str, str]], best: Sequence[tuple[str, str]], label: set[str]
) -> list[tuple[str, str]]:
    """Give the columns asked for by a word, without a year ("Revised"), where those chosen only have the year asked about."""
    if not best or any(not _dated(h) or _worded(query, h, label) >= _NAMED for h, _ in best):
        return []
    return [(h, c) for s, h, c in scored if s >= _NAMED and c and not _dated(h) and not _JUDGES.search(h)]


def _said(query: Query, own: Record, named: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the cells of words that tell the day or the name asked for, where those named by their headings do not."""
    suits = SUITS.get(query.ask) if query.ask in {Ask.DATE, Ask.PERSON} else None
    if suits is None or any(suits.search(cell) for _, cell in named):
        return []
    said = [
        (coverage(query.terms, stems(c)), h, c)
        for h, c in own.others
        if len(c.split()) >= REASON_WORDS and suits.search(c)
    ]
    return [(h, c) for held, h, c in sorted(said, reverse=True) if held >= _SAID]


def _worded(query: Query, heading: str, label: set[str]) -> float:
    """Score how far a column is asked for by the words of its heading alone."""
    held = {s for s in stems(heading) if not s.isdigit()}
    score, heaviest = 0.0, max((t.weight for t in query.terms), default=1.0)
    beside = {
        s for m in _WITH.finditer(query.question) for s in stems(m[1])
    }  # "including VAT" asks for no VAT
    for term in query.terms:
        if term.stem in beside:
            continue
        variants = {term.stem, *(s for v in term.variants for s in stems(v) if len(stems(v)) == 1)}
        if variants & held and not variants & label:
            score += term.weight / heaviest
    return score


def _dated(heading: str) -> bool:
    return bool(years(heading) or dates(heading))


def _asked(query: Query, heading: str, label: set[str]) -> float:
    """Score how far a column is asked for: the weight of the question's words in its heading, and its period."""
    score = _worded(query, heading, label)
    days = dates(heading)
    if query.dates and days:
        return score + (2.0 if set(days) & set(query.dates) else -2.0)
    told = years(heading) | {str(day.year) for day in days}
    if query.years and told:
        score += 1.5 if any(agree(a, b) for a in query.years for b in told) else -2.0
    return score
