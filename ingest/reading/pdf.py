"""From a PDF's pieces of text to pages in reading order, with what the setting of the lines tells.

What pdfium gives as lines are pieces of lines: they are put together by their baselines, a wide gap between
pieces makes a table's row (cells separated by tabs), a gap between lines makes a paragraph. Running heads, feet
and page numbers are marked as furniture. The text is written in strokes, which remember where each came from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.errors import EmptyPaper, ScannedPaper, UnreadablePaper
from ingest.papers import Page, Table
from ingest.reading.laying import laid_out, lines_of
from ingest.reading.ocr import Tesseract
from ingest.reading.pdfium import Document, Sheet, opened, page_labels, page_of
from ingest.reading.pieces import CELL_GAP, Piece
from ingest.reading.scans import Scanned, is_scan, read_scan
from ingest.reading.spacing import apart, spacing_of
from ingest.reading.text_boxes import is_slide
from ingest.tables.cells import Laid, Row
from ingest.tables.columns import broken, column_headings, whole_words

# "5", "Page 5 of 9", "- 5 -", "Agenda Page 5", "5 | P a g e", "iv"
_OPENS = re.compile(r"\W*(?:agenda )?item\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:agenda|pack)\s+)?(?:page\s*:?\s+)?((?!(?:19|20)\d\d\b)\d{1,4}|(?-i:[ivxl]{1,6}))(?:\s*(?:of|/)\s*\d{1,4})?"
    r"(?:\s*\|\s*p\s?a\s?g\s?e)?\W*$",
    re.IGNORECASE,
)
_MARGIN = 0.09  # the share of the page's height, above and below, in which heads and feet stand


@dataclass(frozen=True, slots=True)
class Stroke:
    """Words written to a page's text, and where their first character stands among the page's characters.

    `first` is None for what is put between pieces.
    """

    text: str
    first: int | None


Written = tuple[Stroke, ...]
"""One line of a page's text."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page's lines and tables, its height in points, and whether it is a scan or a slide; `confidence` as in `Page`."""

    rows: Sequence[Row | Laid]
    height: float
    slide: bool
    scanned: bool
    confidence: float | None


def read_pdf(
    data: bytes,
    *,
    file_name: str,
    passwords: Sequence[str] = (),
    ocr: Tesseract | None = None,
    told: Callable[[], None] = lambda: None,
) -> tuple[Page, ...]:
    """Read a PDF's pages; those that are scans with `ocr`, where it is given.

    `told` is called when a scan's page was read.

    Raises:
        LockedPaper: it wants a password.
        UnreadablePaper: pdfium cannot open it.
        ScannedPaper: no page has text, and there was no OCR.
        EmptyPaper: there is nothing on its pages, or nothing that OCR could read.

    """
    laid: list[_Seen] = []
    with opened(data, file_name=file_name, passwords=passwords) as document:
        for number in range(1, len(document) + 1):
            laid.append(_lay(document, number, ocr, file_name))
            if laid[-1].confidence is not None:
                told()
        labels = page_labels(document)
    if not laid:
        raise UnreadablePaper(file_name, "has no pages. Download it again.")
    if not any(page.rows and (page.confidence is not None or not page.scanned) for page in laid):
        pages = f"{len(laid)} page{'s' if len(laid) > 1 else ''}"
        if any(page.scanned for page in laid) and ocr is None:
            raise ScannedPaper(
                file_name, f"has {pages} and no text: it is a scan. Run ingest again with --ocr."
            )
        raise EmptyPaper(
            file_name, f"has {pages} and no words. Leave it out, or ask its publisher for the text."
        )
    running, edges = _running(laid), [frozenset[str](), *map(_edges, laid)]
    found = [_page(n, page, running, edges[n - 1]) for n, page in enumerate(laid, 1)]
    return _labelled(_mended(found), labels)


def _lay(document: Document, number: int, ocr: Tesseract | None, file_name: str) -> _Seen:
    with page_of(document, number, file_name=file_name) as sheet:
        pieces = sheet.pieces()
        scanned = is_scan(sheet, pieces)
        if scanned and ocr:
            seen = read_scan(sheet, ocr, file_name=file_name, page=number)
            return _Seen(
                lines_of(seen.pieces), seen.height, slide=False, scanned=True, confidence=seen.confidence
            )
        slide = is_slide(sheet.width, sheet.height)
        return _Seen(laid_out(sheet), sheet.height, slide=slide, scanned=scanned, confidence=None)


def _labelled(pages: Sequence[Page], labels: Sequence[str]) -> tuple[Page, ...]:
    """Give pages without a printed number the file's own label, unless labels and printed numbers disagree."""
    both = [(p.printed, label) for p, label in zip(pages, labels, strict=True) if p.printed and label]
    if sum(printed == label for printed, label in both) < 0.5 * len(both):
        return tuple(pages)
    return tuple(
        page if page.printed or not label else replace(page, printed=label)
        for page, label in zip(pages, labels, strict=True)
    )


def _mended(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Make the words of column headings whole that narrow columns broke; a page's text stays as it is."""
    if not any(broken(table.columns) for page in pages for table in page.tables):
        return tuple(pages)
    counts = Counter(word.lower() for page in pages for word in re.findall(r"[A-Za-z]+", page.text))
    return tuple(
        replace(page, tables=tuple(replace(t, columns=whole_words(t.columns, counts)) for t in page.tables))
        if page.tables
        else page
        for page in pages
    )


def written(sheet: Sheet) -> tuple[Written, ...]:
    """Write the lines of a page's text; a paragraph's end is a line without strokes."""
    return tuple(line for _, line in _written(laid_out(sheet)))


def written_scan(seen: Scanned) -> tuple[Written, ...]:
    """Write the lines of a page that OCR read."""
    return tuple(line for _, line in _written(lines_of(seen.pieces)))


def text_of(line: Written) -> str:
    """Give a line's text; a page's text is its lines, joined by line breaks."""
    return "".join(stroke.text for stroke in line)


def _at_edge(row: Row, seen: _Seen) -> bool:
    """Tell whether a line stands where heads and feet do; a slide's title is none, though several may be alike."""
    height = seen.height
    if seen.slide and row[0].bold:
        return False
    return row[0].middle < _MARGIN * height or row[0].middle > (1 - _MARGIN) * height


def _at_head(row: Row, seen: _Seen) -> bool:
    return row[0].middle > (1 - _MARGIN) * seen.height


def _line(row: Row) -> str:
    return " ".join(p.text for p in row)


def _without_figures(text: str) -> str:
    return re.sub(r"\d+", "#", text).lower()


def _running(laid: Sequence[_Seen]) -> frozenset[str]:
    """Give the heads and feet that stand on three pages or more, figures aside."""
    counts = Counter(text for page in laid for text in {_without_figures(text) for text in _edges(page)})
    return frozenset(text for text, count in counts.items() if count >= 3 and len(text) < 120)


def _edges(page: _Seen) -> frozenset[str]:
    """Give the lines that stand where heads and feet do."""
    return frozenset(_line(r) for r in page.rows if not isinstance(r, Laid) and _at_edge(r, page))


def _page(number: int, seen: _Seen, running: frozenset[str], before: frozenset[str]) -> Page:
    """Give one page: its text, its tables, and which of its lines are furniture, openings or bold.

    `before` are the lines at the edges of the page before: "Agenda Item 5" opens a report where that has not the same.
    """
    lines: list[str] = []
    furniture, openings, bold, printed = set(), set(), set(), None
    starts: dict[int, int] = {}  # of the rows of tables, by identity
    at = 0
    for row, line in _written(seen.rows):
        text = text_of(line)
        if row:
            edge = row[0].column is None and (row[0].turned or _at_edge(row, seen))
            page_number = _PAGE_NUMBER.match(text) if edge else None
            again = edge and _without_figures(_line(row)) in running
            if again and _OPENS.match(text) and _at_head(row, seen) and _line(row) not in before:
                openings.add(at)
            elif page_number or again:
                furniture.add(at)
                printed = page_number[1] if page_number else printed
            if all(p.bold for p in row):
                bold.add(at)
            starts[id(row)] = at
        lines.append(text)
        at += len(text) + 1
    return Page(
        number=number,
        text="\n".join(lines),
        printed=printed,
        furniture=frozenset(furniture),
        openings=frozenset(openings),
        bold=frozenset(bold),
        scanned=seen.scanned,
        confidence=seen.confidence,
        tables=tuple(_placed(table, starts) for table in seen.rows if isinstance(table, Laid)),
    )


def _placed(table: Laid, starts: dict[int, int]) -> Table:
    last = table.rows[-1]
    end = starts[id(last)] + len(text_of(tuple(_cells(last, table.width))))
    return Table(
        start=starts[id(table.rows[0])],
        body=starts[id(table.rows[table.headed])] if table.headed < len(table.rows) else end,
        end=end,
        columns=column_headings(table),
    )


def _written(entries: Sequence[Row | Laid]) -> Iterator[tuple[Row, Written]]:
    """Write a page's lines in order, with the pieces of each; between paragraphs one without either."""
    spacing = spacing_of([e for e in entries if not isinstance(e, Laid)])
    before: Row | None = None
    for entry in entries:
        if isinstance(entry, Laid):
            if before is not None:
                yield (), ()
            for row in entry.rows:
                yield row, tuple(_cells(row, entry.width))
            before = entry.rows[-1]
            continue
        if before is not None and (before[0].column is not None or apart(before, entry, spacing)):
            yield (), ()
        yield entry, tuple(_strokes(entry))
        before = entry


def _strokes(row: Row) -> Iterator[Stroke]:
    """Write one line: cells apart by a tab, words by one space."""
    yield from _words(row[0])
    for left, right in pairwise(row):
        gap = right.left - left.right
        yield Stroke("\t" if gap > CELL_GAP * min(left.size, right.size) else " ", None)
        yield from _words(right)


def _cells(row: Row, width: int) -> Iterator[Stroke]:
    """Write one row of a table: a tab between its cells, those without words included; words that wrap run on."""
    column = 0
    for number, piece in enumerate(row):
        own = piece.column or 0
        if own > column:
            yield Stroke("\t" * (own - column), None)
        elif number:
            yield Stroke(" ", None)
        column = own
        yield from _words(piece)
    if column < width - 1:
        yield Stroke("\t" * (width - 1 - column), None)


def _words(piece: Piece) -> Iterator[Stroke]:
    if "  " not in piece.text:
        yield Stroke(piece.text, piece.first)
        return
    for run in re.finditer(r" ?[^ ]+", piece.text):
        yield Stroke(run[0], piece.first + run.start())
