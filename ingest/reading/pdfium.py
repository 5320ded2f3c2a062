"""The door to PDF: opens a file, gives a page's pieces of text with their places, and pictures of pages.

pypdfium2 gives text with positions, 17 times as fast as pypdf. Source of the calls: pdfium's fpdf_text.h.
Points count from the lower left corner of the page as it is shown: turned as its /Rotate says, cut to its crop box.
"""

from __future__ import annotations

import ctypes
import io
import math
import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.errors import LockedPaper, UnreadablePaper

_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": "-", "\ufffd": " ", "\x00": " ", "\t": " "})
_LINE_END = re.compile("[\x02\ufffe]")  # pdfium's mark for a hyphen at a line's end, after which it goes on
CELL_GAP = 1.2  # a gap wider than this many font sizes separates cells
_MARKED = re.compile(r"^[-+(£]*\d[\d,.]*[%)]?\d[)\]]?$")  # a figure whose last digit may be a footnote's
_WIDE = 0.58  # a line wider than this many font sizes a character has gaps in it
_DRAWN = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_PATH)
_PIXELS = 16_000_000  # of the largest picture made of a page

_RECTANGLE = 6  # segments, at most, of a line or a rectangle
_MOST_OBJECTS = 20_000  # of a page that are looked at for rulings: a map has a hundred thousand
_RAISED = 0.75  # a mark smaller than this share of the figure before it is a footnote's

_SAMPLE = 40  # characters whose turn is looked at

_ONE_AT_A_TIME = threading.RLock()  # pdfium is not made for threads: two at once end the process

Document: TypeAlias = pdfium.PdfDocument
Box = tuple[float, float, float, float]
"""Left, right, bottom, top, in points."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text on one baseline, in points, with its font's size and weight.

    `first` is where its first character stands among the page's characters, the others follow one by one; None
    for words that were read by OCR.
    `column` is that of a table, from 0; None where the piece is in none. `turned` words run up or down the page.
    """

    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    text: str
    first: int | None
    column: int | None = None
    turned: bool = False

    @property
    def centre(self) -> float:
        """Half way along."""
        return (self.left + self.right) / 2

    @property
    def place(self) -> int:
        """Where its first character stands among the page's characters; -1 for words that were read by OCR."""
        return -1 if self.first is None else self.first

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """From bottom to top, never nought."""
        return max(self.top - self.bottom, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page drawn in greys, as a PGM file, with its height in pixels and its dots an inch."""

    data: bytes
    height: int
    dpi: float


@contextmanager
def opened(data: bytes, *, file_name: str, passwords: Sequence[str] = ()) -> Iterator[Document]:
    """Open a PDF, without a password or with one of these.

    Raises:
        LockedPaper: it wants a password.
        UnreadablePaper: pdfium cannot open it.

    """
    with _ONE_AT_A_TIME:
        document = _document(data, file_name=file_name, passwords=passwords)
        try:
            yield document
        finally:
            document.close()


def _document(data: bytes, *, file_name: str, passwords: Sequence[str]) -> Document:
    for password in (None, *passwords):
        try:
            return pdfium.PdfDocument(data, password=password)
        except pdfium.PdfiumError as error:
            if "password" not in str(error).lower():
                raise UnreadablePaper(
                    file_name,
                    f"cannot be read as a PDF ({error}). Download it again, or print it to PDF anew.",
                ) from error
    raise LockedPaper(
        file_name,
        f"is locked with a password{', which is none of those given' if passwords else ''}. Put it in"
        " MINUTEBOOK_PDF_PASSWORDS and run ingest again, or ask its publisher for an open copy.",
    )


@contextmanager
def page_of(document: Document, number: int, *, file_name: str) -> Iterator[Sheet]:
    """Open page `number`, from 1.

    Raises:
        UnreadablePaper: the page is damaged, or there is none of that number.

    """
    if not 1 <= number <= len(document):
        raise UnreadablePaper(
            file_name, f"has no page {number} any more. Run ingest again: it has changed since it was read."
        )
    try:
        page = document[number - 1]
    except pdfium.PdfiumError as error:
        raise UnreadablePaper(file_name, f"page {number} is damaged ({error}). Download it again.") from error
    sheet = Sheet(page)
    try:
        yield sheet
    finally:
        sheet.close()
        page.close()


def page_labels(document: Document) -> tuple[str, ...]:
    """Give the labels by which a reader's window would name the pages ("iv"); empty where the file has none."""
    return tuple(document.get_page_label(index).strip() for index in range(len(document)))


class Sheet:
    """A page: its size in points, its pieces of text, its picture.

    It is read as its text stands upright, which is mostly as it is shown; a wide table may be printed sideways.
    """

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page
        self._left, self._bottom, right, top = page.get_bbox()
        self._across, self._up = right - self._left, top - self._bottom
        self.shown_width, self.shown_height = page.get_size()
        self._text: pdfium.PdfTextPage | None = None
        self._pieces: tuple[Piece, ...] | None = None
        self._cut: dict[tuple[int, int], tuple[Piece, ...]] = {}
        self._shown_turn = page.get_rotation()
        self._turn = self._characters().turn(self._shown_turn)
        self._straight = self._turn == 0 and self._left == self._bottom == 0
        sideways = (self._turn - self._shown_turn) % 180 == 90
        self.width = self.shown_height if sideways else self.shown_width
        self.height = self.shown_width if sideways else self.shown_height

    def close(self) -> None:
        """Give back what was opened to read it."""
        if self._text is not None:
            self._text.close()
            self._text = None

    def _characters(self) -> _Characters:
        if self._text is None:
            self._text = self._page.get_textpage()
            self._own = _Characters(self, self._text)
        return self._own

    def pieces(self) -> tuple[Piece, ...]:
        """Give the page's pieces of text in the order of its content stream."""
        if self._pieces is None:
            self._pieces = tuple(self._characters().pieces())
        return self._pieces

    def words(self, piece: Piece) -> tuple[Piece, ...]:
        """Cut a piece into its words, each with its place; a raised mark after a figure is a word of its own."""
        place = piece.place, len(piece.text)
        if place not in self._cut:
            self._cut[place] = tuple(self._characters().words(piece))
        return self._cut[place]

    def boxes(self, characters: Iterable[int]) -> dict[int, Box]:
        """Give the boxes of characters on the page as it is shown, by their places among the page's characters."""
        own = self._characters()
        found = ((at, own.bounds(at)) for at in characters)
        return {at: self._turned(box, self._shown_turn) for at, box in found if box}

    def rulings(self) -> tuple[Box, ...]:
        """Give the boxes of the lines and rectangles that are drawn on the page itself; curves are left out."""
        page, found = self._page.raw, []
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        for number in range(min(pdfium_c.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
            drawn = pdfium_c.FPDFPage_GetObject(page, number)
            if pdfium_c.FPDFPageObj_GetType(drawn) != pdfium_c.FPDF_PAGEOBJ_PATH:
                continue
            if pdfium_c.FPDFPath_CountSegments(drawn) <= _RECTANGLE and pdfium_c.FPDFPageObj_GetBounds(
                drawn, left, bottom, right, top
            ):
                found.append(self.upright(left.value, right.value, bottom.value, top.value))
        return tuple(found)

    def png(self, *, scale: float) -> bytes:
        """Draw the page at `scale` pixels a point, less where that would be over sixteen million pixels."""
        scale = min(scale, (_PIXELS / max(self.width * self.height, 1.0)) ** 0.5)
        out = io.BytesIO()
        self._page.render(scale=scale).to_pil().save(out, "PNG")
        return out.getvalue()

    def pgm(self, *, dpi: int, turn: int = 0) -> Picture:
        """Draw the page in greys for OCR, turned clockwise by so many degrees; a huge one at fewer dots an inch."""
        scale = min(dpi / 72, (_PIXELS / max(self.width * self.height, 1.0)) ** 0.5)
        out = io.BytesIO()
        image = self._page.render(scale=scale, rotation=turn, grayscale=True).to_pil()
        image.save(out, "PPM")
        return Picture(data=out.getvalue(), height=image.height, dpi=scale * 72)

    def drawn(self) -> tuple[float, int]:
        """Give the share of the page that pictures cover (0 to 1), and how many strokes and fills there are."""
        covered, paths = 0.0, 0
        for thing in self._page.get_objects(filter=_DRAWN):
            if thing.type == pdfium_c.FPDF_PAGEOBJ_PATH:
                paths += 1
                continue
            left, bottom, right, top = thing.get_bounds()
            across = min(right, self._left + self._across) - max(left, self._left)
            up = min(top, self._bottom + self._up) - max(bottom, self._bottom)
            covered += max(across, 0.0) * max(up, 0.0)
        return min(covered / max(self._across * self._up, 1.0), 1.0), paths

    def upright(self, left: float, right: float, bottom: float, top: float) -> Box:
        """Turn a box of the page's own space into one of the page as it is read."""
        if self._straight:
            return left, right, bottom, top
        return self._turned((left, right, bottom, top), self._turn)

    def _turned(self, box: Box, turn: int) -> Box:
        left, right, bottom, top = box
        left, right = left - self._left, right - self._left
        bottom, top = bottom - self._bottom, top - self._bottom
        if turn == 90:
            return bottom, top, self._across - right, self._across - left
        if turn == 180:
            return self._across - right, self._across - left, self._up - top, self._up - bottom
        if turn == 270:
            return self._up - top, self._up - bottom, left, right
        return left, right, bottom, top


class _Characters:
    """A page's characters. pdfium counts them by UTF-16 units and leaves a few out of the text."""

    def __init__(self, sheet: Sheet, text_page: pdfium.PdfTextPage) -> None:
        self._sheet = sheet
        self._page = text_page
        self._rectangle = pdfium_c.FS_RECTF()  # these three are written anew for each character
        self._font = ctypes.create_string_buffer(64)
        self._flags = ctypes.c_int()

    def pieces(self) -> Iterator[Piece]:
        """Cut the text into pieces.

        pdfium puts one space for a gap of any width, so a line that is wider than its words are is cut at its
        gaps; and it joins a line that ends with a hyphen to the next, so it is cut there.
        """
        text = self._page.get_text_range(errors="replace")
        at = 0
        for line in text.split("\r\n"):
            start = 0
            for end in [*(m.end() for m in _LINE_END.finditer(line)), len(line)]:
                yield from self._run(at + start, line[start:end])
                start = end
            at += len(line) + 2

    def _run(self, at: int, run: str) -> Iterator[Piece]:
        run = run.translate(_HYPHENS)
        stripped = run.strip()
        if not stripped:
            return
        first = at + len(run) - len(run.lstrip())
        whole = self._piece(first, stripped)
        if whole and whole.right - whole.left > _WIDE * whole.size * len(stripped) and " " in stripped:
            yield from self._cut_at_gaps(first, stripped, whole)
        elif whole:
            yield whole

    def words(self, piece: Piece) -> Iterator[Piece]:
        """Cut a piece at its spaces."""
        if " " not in piece.text and not _MARKED.search(piece.text):
            yield piece
            return
        for found in re.finditer(r"\S+", piece.text):
            start, end = found.span()
            if _MARKED.search(found[0]):
                for cut in range(end - 1, max(end - 3, start), -1):
                    if self._raised(piece.place + start, piece.place + cut):
                        yield from self._words_at(piece, (start, cut), (cut, end))
                        break
                else:
                    yield from self._words_at(piece, (start, end))
                continue
            yield from self._words_at(piece, (start, end))

    def _words_at(self, piece: Piece, *places: tuple[int, int]) -> Iterator[Piece]:
        for start, end in places:
            first, last = self.box(piece.place + start), self.box(piece.place + end - 1)
            left = first[0] if first else piece.left
            right = max(last[1] if last else piece.right, left)
            yield Piece(
                left,
                right,
                piece.bottom,
                piece.top,
                piece.size,
                piece.bold,
                piece.text[start:end],
                piece.place + start,
            )

    def _raised(self, figure: int, mark: int) -> bool:
        size = pdfium_c.FPDFText_GetFontSize
        return bool(0 < size(self._page, mark) < _RAISED * size(self._page, figure))

    def _cut_at_gaps(self, first: int, words: str, whole: Piece) -> Iterator[Piece]:
        start = 0
        for gap in re.finditer(r"\s+", words):
            before, after = self.box(first + gap.start() - 1), self.box(first + gap.end())
            if before and after and after[0] - before[1] > CELL_GAP * whole.size:
                if piece := self._piece(first + start, words[start : gap.start()]):
                    yield piece
                start = gap.end()
        if piece := self._piece(first + start, words[start:]):
            yield piece

    def _piece(self, first: int, words: str) -> Piece | None:
        start, end = self.box(first), self.box(first + len(words) - 1)
        if start is None:
            return None
        left, right, bottom, top = start
        size = max(pdfium_c.FPDFText_GetFontSize(self._page, first), top - bottom, 1.0)
        right = max(end[1] if end else right, left)
        turned = end is not None and len(words) > 2 and abs(end[2] - bottom) > max(top - bottom, right - left)
        return Piece(left, right, bottom, top, size, self._bold(first), words, first, turned=turned)

    def box(self, at: int) -> Box | None:
        """Give a character's box: as high as its font, so that those of a line are of one height."""
        found = self.bounds(at)
        return self._sheet.upright(*found) if found else None

    def bounds(self, at: int) -> Box | None:
        """Give a character's box in the page's own space."""
        box = self._rectangle
        if not pdfium_c.FPDFText_GetLooseCharBox(self._page, at, box):
            return None
        return box.left, box.right, box.bottom, box.top

    def turn(self, shown: int) -> int:
        """Tell by how many degrees, clockwise, the page must be turned for most of its text to stand upright.

        `shown` is by how many it is shown turned, which holds where there is little text, or text of several turns.
        """
        count = self._page.count_chars()
        if count < _SAMPLE:
            return shown
        angles = [pdfium_c.FPDFText_GetCharAngle(self._page, at) for at in range(0, count, count // _SAMPLE)]
        turn, often = Counter(-round(angle / (math.pi / 2)) * 90 % 360 for angle in angles).most_common(1)[0]
        return turn if often > 0.6 * len(angles) else shown

    def _bold(self, at: int) -> bool:
        if pdfium_c.FPDFText_GetFontWeight(self._page, at) >= 600:
            return True
        length = pdfium_c.FPDFText_GetFontInfo(self._page, at, self._font, 64, self._flags)
        return 0 < length <= 64 and b"bold" in self._font.value.lower()
