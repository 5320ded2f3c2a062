"""From a page's text to lines: what stands on each, plain words beside the verbatim ones. Pure.

Offsets are carried from here on; no later step searches the text again to find where it came from.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.papers import Page, Span, Table
from ingest.text.bare import BareRow
from ingest.text.bare_tables import bare_tables
from ingest.text.markdown import is_line_of_dashes, tables_of

_TAG_BREAK = re.compile(r"</?(?:br|p|li|ul|ol|tr|td|th|div|h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:sup|sub|b|i|u|s|em|strong|span|a|table|tbody|thead|img|hr|small|font)\b[^<>]*>", re.IGNORECASE
)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_STRONG = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_HEADING = re.compile(r"^[ ]{0,3}(#{1,6})[ \t]+", re.MULTILINE)
_RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$", re.MULTILINE)
_CUT_IN_TWO = re.compile(r"([^\W\d]+)-[^\S\n]*\n[^\S\n]*([a-z]+)")
_LINE_END = re.compile(r"-[^\S\n]*\n")
_CUT_WORD = re.compile(r"-(?<=\w-)[^\S\n]*\n[^\S\n]*(?=\w)")  # "decision-" over "making"

# Between the marker and the words: "- 1) **Note", "(a) To", "• <b>", "**(1) Approval"
MARKER = re.compile(
    r"""^\s*(?P<bullet>[-*+•●▪■◦·–—]\s+|o\s+(?=[A-Z]))?\s*
        (?:\*\*)?\s*
        (?P<number>\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,6})\)|\((?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,6})\)
           |(?:\d{1,2}|[a-zA-Z]|[ivx]{1,6})\.(?!\d))?\s*""",
    re.VERBOSE,
)
_MOST_OF_CELL = 14  # words, of a table that only bars part
# Paper left blank for printing: it belongs to no part and to no sentence.
FURNITURE = re.compile(
    r"^\W*(?:this page is (?:intentionally|left) .{0,20}blank|page left blank)\W*$", re.IGNORECASE
)


def plain(text: str) -> str:
    r"""Give the words without Markdown and HTML, one space between them; line breaks kept but inside a word.

    >>> plain("### **109. Minutes** of 6<sup>th</sup> February,  [2017](http://x)")
    '109. Minutes of 6th February, 2017'
    >>> plain("the decision-\nmaking process")
    'the decision-making process'
    """
    if "-" in text and "\n" in text:
        text = _CUT_WORD.sub("-", text)
    if "<" in text or "&" in text:
        text = _AUTOLINK.sub(r"\1", text)
        text = html.unescape(_TAG.sub("", _TAG_BREAK.sub(" ", text)))
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "#" in text:
        text = _HEADING.sub("", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\1", _STRONG.sub("", _RULE.sub("", text)))
    elif "-" in text:
        text = _RULE.sub("", text)
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def searched(text: str) -> str:
    r"""Give the plain words to search, those that a line's end cuts in two ways, for nobody knows whose hyphen it is.

    >>> searched("the commun-\nity hall")
    'the commun-ity hall community'
    """
    cut = _LINE_END.search(text)  # looked for first: it is rare, and quickly told
    whole = [found[1] + found[2] for found in _CUT_IN_TWO.finditer(text)] if cut else []
    return " ".join([plain(text), *whole])


def flowing(texts: Iterable[str]) -> str:
    """Run lines of plain words on in one line; a word cut at a line's end is made whole."""
    text = "\n".join(texts)
    return (_CUT_WORD.sub("-", text) if "-\n" in text else text).replace("\n", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: its place, its words verbatim (`raw`) and plain (`text`), and how it is set."""

    page: int
    start: int
    end: int
    raw: str
    text: str
    level: int  # of a Markdown heading, 1 to 6; 0 where it is none
    bold: bool
    cells: tuple[str, ...]  # of a table's row, plain; empty where the line is none
    table: Table | None = None  # that it is a row of, where the format's reader understood it

    @property
    def heads(self) -> bool:
        """Whether it is a row of column headings, as the format's reader understood."""
        return self.table is not None and self.start < self.table.body

    @property
    def blank(self) -> bool:
        """Whether nothing is to be read on it."""
        return not self.text

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(page=self.page, start=self.start, end=self.end)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def _cells(raw: str) -> tuple[str, ...]:
    if "\t" in raw.strip("\t ") or (raw.endswith("\t") and raw.strip()):
        return tuple(plain(cell) for cell in raw.split("\t"))
    bare = raw.strip()
    if bare.startswith("|") and bare.endswith("|") and bare.count("|") > 2:
        if re.fullmatch(r"[|:\-\s]+", bare):
            return ()
        return tuple(plain(cell) for cell in bare[1:-1].split("|"))
    parted = bare.split(" | ")
    if len(parted) > 2 and all(len(cell.split()) <= _MOST_OF_CELL for cell in parted):
        return tuple(map(plain, parted))  # a table as plain text has it
    return ()


def lines_of(page: Page, *, bare: bool = True, width: int = 0) -> Iterator[Line]:
    """Yield the lines of one page, blank ones included; furniture is given as blank.

    A row of a table that nothing rules is one line, however many it stands on; not so where `bare` is false. `width` is
    how many columns such a table is known to have, or 0.
    """
    start = 0
    tables = iter(page.tables or tables_of(page.text, _cells))
    table = next(tables, None)
    rows = _bare_rows(page, width) if bare and not page.tables else {}
    past = 0
    for raw in page.text.splitlines(keepends=True):
        body = raw.rstrip("\r\n")
        while table and table.end < start:
            table = next(tables, None)
        if start in rows:
            row, own = rows[start]
            yield _row(page, row, own)
            past = row.end
        elif start >= past:
            inside = table if table and table.start <= start and ("\t" in body or "|" in body) else None
            yield _line(page, start, body, inside)
        start += len(raw)


def _line(page: Page, start: int, body: str, inside: Table | None) -> Line:
    text = plain(body)
    if start in page.furniture or FURNITURE.match(text) or is_line_of_dashes(body):
        text = ""
    heading = _HEADING.match(body)
    bare = _HEADING.sub("", body).strip()
    return Line(
        page=page.number,
        start=start,
        end=start + len(body),
        raw=body,
        text=text,
        level=len(heading[1]) if heading and text else 0,
        bold=bool(text)
        and (start in page.bold or (bare.startswith(("**", "<b>")) and bare.endswith(("**", "</b>")))),
        cells=tuple(map(plain, body.split("\t"))) if inside and "\t" in body else _cells(body),
        table=inside,
    )


def _bare_rows(page: Page, width: int) -> dict[int, tuple[BareRow, Table]]:
    """Give the rows of the tables that nothing rules, by where they start; none where a running head stands within."""
    found: dict[int, tuple[BareRow, Table]] = {}
    heads = sorted(page.furniture)
    for bare in bare_tables(page.text, width=width):
        head, rows = bare.heading, bare.rows
        first = head or rows[0]
        table = Table(
            start=first.start, body=rows[0].start, end=rows[-1].end, columns=head.cells if head else ()
        )
        every = [head, *rows] if head else rows
        if any(bisect_left(heads, row.start) < bisect_left(heads, row.end) for row in every):
            continue
        found |= {row.start: (row, table) for row in every}
    return found


def _row(page: Page, row: BareRow, table: Table) -> Line:
    return Line(
        page=page.number,
        start=row.start,
        end=row.end,
        raw=page.text[row.start : row.end],
        text=" ".join(c for c in map(plain, row.cells) if c),
        level=0,
        bold=False,
        cells=tuple(map(plain, row.cells)),
        table=table,
    )


def lines(pages: Iterable[Page], *, bare: bool = True, width: int = 0) -> tuple[Line, ...]:
    """Give all lines of a paper in order; `bare` and `width` as for one page."""
    return tuple(line for page in pages for line in lines_of(page, bare=bare, width=width))


def is_furniture(line: Line) -> bool:
    """Tell whether a blank line was "This page is intentionally left blank"."""
    return line.blank and bool(FURNITURE.match(plain(line.raw)))
