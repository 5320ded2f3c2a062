"""Pages that are pictures: which they are, and how OCR's words become pieces of text like those of any other page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.reading.ocr import Tesseract, Word, confidence
from ingest.reading.pdfium import Sheet
from ingest.reading.pieces import CELL_GAP, Piece

_DPI = 250
_MARGIN = 0.09  # the share of the height above and below in which a pack's stamps stand ("Page 37")
_FEW = 10  # words; a page with fewer in its middle, under a picture, is a scan or may as well be read as one
_PICTURED = 0.5  # the share of the page that pictures cover on a scan
_DRAWN = 100  # strokes and fills; words may be drawn as outlines
_SURE = 0.5  # below this mean confidence a page may lie on its side


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A scan as OCR read it: its pieces, its height in points as it was read, the words' mean confidence."""

    pieces: tuple[Piece, ...]
    height: float
    confidence: float


def is_scan(sheet: Sheet, pieces: Sequence[Piece]) -> bool:
    """Tell whether a page is a picture whose words are not in the file as text."""
    low, high = _MARGIN * sheet.height, (1 - _MARGIN) * sheet.height
    words = sum(len(p.text.split()) for p in pieces if low < p.middle < high)
    if words >= _FEW:
        return False
    pictured, drawn = sheet.drawn()
    return pictured >= _PICTURED or (not pieces and drawn >= _DRAWN)


def read_scan(sheet: Sheet, tesseract: Tesseract, *, file_name: str, page: int) -> Scanned:
    """Read a scan by OCR, turned upright where it lies on its side.

    Raises:
        UnreadablePaper: OCR failed, or took too long.

    """
    picture = sheet.pgm(dpi=_DPI)
    words = tesseract.words(picture.data, dpi=_DPI, file_name=file_name, page=page)
    if confidence(words) < _SURE and (turn := tesseract.turn(picture.data, file_name=file_name, page=page)):
        turned = sheet.pgm(dpi=_DPI, turn=turn)
        again = tesseract.words(turned.data, dpi=_DPI, file_name=file_name, page=page)
        if confidence(again) > confidence(words):
            picture, words = turned, again
    points = 72 / picture.dpi
    return Scanned(
        pieces=tuple(_pieces(words, high=picture.height, points=points)),
        height=picture.height * points,
        confidence=confidence(words),
    )


def _pieces(words: Sequence[Word], *, high: int, points: float) -> Iterator[Piece]:
    """Join the words of each line; the line's height stands for the font's size. A wide gap starts a new piece."""
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        top, bottom = min(w.top for w in line), max(w.bottom for w in line)
        size = (bottom - top) * points
        run: list[Word] = []
        for word in [*line, None]:
            if run and (word is None or (word.left - run[-1].right) * points > CELL_GAP * size):
                yield Piece(
                    left=run[0].left * points,
                    right=run[-1].right * points,
                    bottom=(high - bottom) * points,
                    top=(high - top) * points,
                    size=max(size, 1.0),
                    bold=False,
                    text=" ".join(w.text for w in run),
                    first=None,
                )
                run = []
            if word is not None:
                run.append(word)
