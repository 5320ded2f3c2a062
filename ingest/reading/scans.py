"""Pages that are pictures: which they are, and how OCR's words become pieces of text like those of any other page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from ingest.reading.ocr import Tesseract, Word, confidence
from ingest.reading.pdfium import Sheet
from ingest.reading.pieces import CELL_GAP, Box, Piece

_DPI = 250
_MARGIN = 0.09  # the share of the height above and below in which a pack's stamps stand ("Page 37")
_FEW = 10  # words; a page with fewer in its middle, under a picture, is a scan or may as well be read as one
_PICTURED = 0.5  # the share of the page that pictures cover on a scan
_DRAWN = 100  # strokes and fills; words may be drawn as outlines
_SURE = 0.5  # below this mean confidence a page may lie on its side


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A scan as OCR read it: its pieces, its height in points as it was read, the words' mean confidence.

    `boxes` are the places of its words on the page as it is shown, each with the first of the characters that OCR
    read and the one after its last.
    """

    pieces: tuple[Piece, ...]
    height: float
    confidence: float
    boxes: tuple[tuple[int, int, Box], ...]


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
    picture, turned = sheet.pgm(dpi=_DPI), 0
    words = tesseract.words(picture.data, dpi=_DPI, file_name=file_name, page=page)
    if confidence(words) < _SURE and (turn := tesseract.turn(picture.data, file_name=file_name, page=page)):
        other = sheet.pgm(dpi=_DPI, turn=turn)
        again = tesseract.words(other.data, dpi=_DPI, file_name=file_name, page=page)
        if confidence(again) > confidence(words):
            picture, turned, words = other, turn, again
    points = 72 / picture.dpi
    boxes = (
        (word.left * points, word.right * points, word.top * points, word.bottom * points) for word in words
    )
    shown = [_shown(box, turned, width=sheet.shown_width, height=sheet.shown_height) for box in boxes]
    starts = list(accumulate((len(word.text) + 1 for word in words), initial=0))
    return Scanned(
        pieces=tuple(_pieces(words, starts, high=picture.height, points=points)),
        height=picture.height * points,
        confidence=confidence(words),
        boxes=tuple(
            (at, at + len(word.text), box) for at, word, box in zip(starts, words, shown, strict=False)
        ),
    )


def _shown(box: Box, turn: int, *, width: float, height: float) -> Box:
    """Turn a box of the picture as it was read, counted downwards, into one of the page as it is shown, upwards."""
    left, right, top, bottom = box
    if turn == 90:
        return top, bottom, left, right
    if turn == 180:
        return width - right, width - left, top, bottom
    if turn == 270:
        return width - bottom, width - top, height - right, height - left
    return left, right, height - bottom, height - top


def _pieces(words: Sequence[Word], starts: Sequence[int], *, high: int, points: float) -> Iterator[Piece]:
    """Join the words of each line; the line's height stands for the font's size. A wide gap starts a new piece.

    `starts` tells which of the characters that OCR read each word begins with; a space stands between two.
    """
    placed = zip(words, starts, strict=False)
    for _, group in groupby(placed, key=lambda one: one[0].line):
        line, places = zip(*group, strict=True)
        top, bottom = min(w.top for w in line), max(w.bottom for w in line)
        size = (bottom - top) * points
        run: list[Word] = []
        first = places[0]
        for word, place in zip([*line, None], [*places, 0], strict=True):
            if run and (word is None or (word.left - run[-1].right) * points > CELL_GAP * size):
                yield Piece(
                    left=run[0].left * points,
                    right=run[-1].right * points,
                    bottom=(high - bottom) * points,
                    top=(high - top) * points,
                    size=max(size, 1.0),
                    bold=False,
                    text=" ".join(w.text for w in run),
                    first=first,
                )
                run = []
            if word is not None:
                first = first if run else place
                run.append(word)
