"""The door to PDF: pages as text in reading order, with what the setting of the lines tells.

pypdfium2 gives text with positions, 17 times as fast as pypdf. What it gives as lines are pieces of lines:
they are put together by their baselines, a wide gap between pieces makes a table's row (cells separated by
tabs), a gap between lines makes a paragraph. Running heads, feet and page numbers are marked as furniture.
Source of the calls: pdfium's fpdf_text.h. Points count from the page's lower left corner.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.errors import LockedPaper, ScannedPaper, UnreadablePaper
from ingest.papers import Page

_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": "-", "\ufffd": " ", "\x00": " ", "\t": " "})
_PAGE_NUMBER = re.compile(r"^(?:page\s+)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?$", re.IGNORECASE)
_MARGIN = 0.09  # the share of the page's height, above and below, in which heads and feet stand
_ONE_LINE = 0.45  # pieces whose middles are nearer than this share of their height stand on one line
_CELL_GAP = 1.2  # a gap wider than this many font sizes separates cells
_WIDE = 0.58  # a line wider than this many font sizes a character has gaps in it
_PARAGRAPH_GAP = 0.5  # more than this share of a line's height between lines separates paragraphs


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text on one baseline, in points, with its font's size and weight."""

    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    text: str

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """From bottom to top, never nought."""
        return max(self.top - self.bottom, 1.0)


Row = tuple[Piece, ...]
"""The pieces of one line, left to right."""


def read_pdf(data: bytes, *, file_name: str) -> tuple[Page, ...]:
    """Read a PDF's pages.

    Raises:
        LockedPaper: it wants a password.
        UnreadablePaper: pdfium cannot open it.
        ScannedPaper: no page has text.

    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise LockedPaper(
                file_name,
                "is locked with a password. Ask its publisher for an open copy.",
            ) from error
        raise UnreadablePaper(
            file_name, f"cannot be read as a PDF ({error}). Download it again, or print it to PDF anew."
        ) from error
    try:
        laid = [_rows(page) for page in _each(document, file_name)]
    finally:
        document.close()
    if not laid:
        raise UnreadablePaper(file_name, "has no pages. Download it again.")
    if not any(rows for rows, _ in laid):
        raise ScannedPaper(
            file_name,
            f"has {len(laid)} page{'s' if len(laid) > 1 else ''} and no text: it is a scan. Ask its publisher for the text version.",
        )
    running = _running(laid)
    return tuple(_page(number, rows, height, running) for number, (rows, height) in enumerate(laid, 1))


def _each(document: pdfium.PdfDocument, file_name: str) -> Iterator[pdfium.PdfPage]:
    for index in range(len(document)):
        try:
            yield document[index]
        except pdfium.PdfiumError as error:
            raise UnreadablePaper(
                file_name, f"page {index + 1} is damaged ({error}). Download it again."
            ) from error


def _rows(page: pdfium.PdfPage) -> tuple[list[Row], float]:
    pieces = list(_pieces(page))
    height = page.get_height()
    page.close()
    return _lines_of(pieces), height


def _pieces(page: pdfium.PdfPage) -> Iterator[Piece]:
    """Give a page's pieces in the order of its content stream.

    pdfium puts one space for a gap of any width, so a line that is wider than its words are is cut at its gaps.
    """
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    at = 0
    for line in text.split("\r\n"):
        stripped = line.strip()
        if stripped:
            first = at + len(line) - len(line.lstrip())
            whole = _piece(text_page, first, stripped)
            if whole and whole.right - whole.left > _WIDE * whole.size * len(stripped) and " " in stripped:
                yield from _cut_at_gaps(text_page, first, stripped, whole)
            elif whole:
                yield whole
        at += len(line) + 2
    text_page.close()


def _box(text_page: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float] | None:
    """Give a character's left, right, bottom and top."""
    box = pdfium_c.FS_RECTF()
    if not pdfium_c.FPDFText_GetLooseCharBox(text_page, index, box):
        return None
    return box.left, box.right, box.bottom, box.top


def _piece(text_page: pdfium.PdfTextPage, first: int, words: str) -> Piece | None:
    start, end = _box(text_page, first), _box(text_page, first + len(words) - 1)
    if start is None:
        return None
    left, right, bottom, top = start
    size = max(pdfium_c.FPDFText_GetFontSize(text_page, first), top - bottom, 1.0)
    right = max(end[1] if end else right, left)
    return Piece(left, right, bottom, top, size, _bold(text_page, first), words.translate(_HYPHENS))


def _cut_at_gaps(text_page: pdfium.PdfTextPage, first: int, words: str, whole: Piece) -> Iterator[Piece]:
    start = 0
    for gap in re.finditer(r"\s+", words):
        before, after = _box(text_page, first + gap.start() - 1), _box(text_page, first + gap.end())
        if before and after and after[0] - before[1] > _CELL_GAP * whole.size:
            if piece := _piece(text_page, first + start, words[start : gap.start()]):
                yield piece
            start = gap.end()
    if piece := _piece(text_page, first + start, words[start:]):
        yield piece


def _bold(text_page: pdfium.PdfTextPage, index: int) -> bool:
    if pdfium_c.FPDFText_GetFontWeight(text_page, index) >= 600:
        return True
    name = ctypes.create_string_buffer(64)
    flags = ctypes.c_int()
    length = pdfium_c.FPDFText_GetFontInfo(text_page, index, name, 64, flags)
    return 0 < length <= 64 and b"bold" in name.value.lower()


def _lines_of(pieces: Sequence[Piece]) -> list[Row]:
    """Put pieces of one baseline together, and lines in order from the top; columns of prose stay as they came."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        for row in reversed(rows[-60:]):
            near = abs(row[0].middle - piece.middle) < _ONE_LINE * min(row[0].height, piece.height)
            apart = all(piece.left >= p.right - 1 or piece.right <= p.left + 1 for p in row)
            if near and apart:
                row.append(piece)
                break
        else:
            rows.append([piece])
    ordered = [tuple(sorted(row, key=lambda p: p.left)) for row in rows]
    if _in_columns(ordered):
        return [(piece,) for piece in pieces]
    return sorted(ordered, key=lambda row: -max(p.middle for p in row))


def _in_columns(rows: Sequence[Row]) -> bool:
    """Tell whether a page is set in columns of prose: side by side, pieces of several words each."""
    wide = [
        row
        for row in rows
        if len(row) == 2 and all(len(p.text.split()) >= 4 and not re.search(r"\d{3}", p.text) for p in row)
    ]
    return len(wide) >= 8 and len(wide) > 0.35 * len(rows)


def _at_edge(row: Row, height: float) -> bool:
    return row[0].middle < _MARGIN * height or row[0].middle > (1 - _MARGIN) * height


def _folded(row: Row) -> str:
    return re.sub(r"\d+", "#", " ".join(p.text for p in row)).lower()


def _running(laid: Sequence[tuple[list[Row], float]]) -> frozenset[str]:
    """Give the heads and feet that stand on three pages or more, figures aside."""
    counts = Counter(
        text for rows, height in laid for text in {_folded(r) for r in rows if _at_edge(r, height)}
    )
    return frozenset(text for text, count in counts.items() if count >= 3 and len(text) < 120)


def _page(number: int, rows: Sequence[Row], height: float, running: frozenset[str]) -> Page:
    """Write one page: its lines with a blank one between paragraphs, and which of them are furniture or bold."""
    lines: list[str] = []
    furniture, bold, printed = set(), set(), None
    at = 0
    before: Row | None = None
    pitch = _pitch(rows)
    for row in rows:
        text = _row_text(row)
        edge = _at_edge(row, height)
        page_number = _PAGE_NUMBER.match(text) if edge else None
        if before is not None and _apart(before, row, pitch):
            lines.append("")
            at += 1
        if page_number or (edge and _folded(row) in running):
            furniture.add(at)
            printed = page_number[1] if page_number else printed
        if all(p.bold for p in row):
            bold.add(at)
        lines.append(text)
        at += len(text) + 1
        before = row
    return Page(
        number=number,
        text="\n".join(lines),
        printed=printed,
        furniture=frozenset(furniture),
        bold=frozenset(bold),
    )


def _pitch(rows: Sequence[Row]) -> float:
    """Give the usual distance from line to line within a paragraph: among the smaller ones of the page."""
    steps = sorted(a[0].middle - b[0].middle for a, b in pairwise(rows))
    usual = [s for s in steps if 4 < s < 40]
    return usual[int(0.3 * len(usual))] if usual else 14.0


def _apart(before: Row, row: Row, pitch: float) -> bool:
    step = before[0].middle - row[0].middle
    line = min(max(p.height for p in before), max(p.height for p in row))
    usual = min(pitch, 1.5 * line)
    return step < 0 or step > usual + _PARAGRAPH_GAP * line


def _row_text(row: Row) -> str:
    text = row[0].text
    for left, right in pairwise(row):
        gap = right.left - left.right
        text += ("\t" if gap > _CELL_GAP * min(left.size, right.size) else " ") + right.text
    return re.sub(r" {2,}", " ", text)
