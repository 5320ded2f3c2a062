"""The door to PDF: opens a file, gives a page's pieces of text with their places, and pictures of pages.

pypdfium2 gives text with positions, 17 times as fast as pypdf. Source of the calls: pdfium's fpdf_text.h.
Points count from the lower left corner of the page as it is shown: turned as its /Rotate says, cut to its crop box.
"""

from __future__ import annotations

import ctypes
import io
import math
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.errors import LockedPaper, UnreadablePaper
from ingest.reading.pieces import Box, Piece, pieces, words

_DRAWN = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_PATH)
_PIXELS = 16_000_000  # of the largest picture made of a page

_RECTANGLE = 6  # segments, at most, of a line or a rectangle
_MOST_OBJECTS = 20_000  # of a page that are looked at for rulings: a map has a hundred thousand
_SAMPLE = 40  # characters whose turn is looked at

_ONE_AT_A_TIME = threading.RLock()  # pdfium is not made for threads: two at once end the process

Document: TypeAlias = pdfium.PdfDocument


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
        self.straight = self._turn == 0 and self._left == self._bottom == 0
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
            self._pieces = tuple(pieces(self._characters()))
        return self._pieces

    def words(self, piece: Piece) -> tuple[Piece, ...]:
        """Cut a piece into its words, each with its place; a raised mark after a figure is a word of its own."""
        place = piece.first, len(piece.text)
        if place not in self._cut:
            self._cut[place] = tuple(words(self._characters(), piece))
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
        if self.straight:
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

    def text(self) -> str:
        """Give the text as pdfium does, a space for a gap of any width."""
        return str(self._page.get_text_range(errors="replace"))

    def size(self, at: int) -> float:
        """Give the size of a character's font."""
        return float(pdfium_c.FPDFText_GetFontSize(self._page, at))

    def box(self, at: int) -> Box | None:
        """Give a character's box: as high as its font, so that those of a line are of one height."""
        found = self.bounds(at)
        return self._sheet.upright(*found) if found and not self._sheet.straight else found

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

    def bold(self, at: int) -> bool:
        if pdfium_c.FPDFText_GetFontWeight(self._page, at) >= 600:
            return True
        length = pdfium_c.FPDFText_GetFontInfo(self._page, at, self._font, 64, self._flags)
        return 0 < length <= 64 and b"bold" in self._font.value.lower()
