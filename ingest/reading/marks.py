"""Where a quote stands on its page, for marking it: rectangles computed from the file, and the page's picture.

Nothing of it is stored. The page is written anew, stroke by stroke, exactly as when the paper was read, so a
span of its text leads to the characters it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from ingest.errors import UnreadablePaper
from ingest.papers import Passage, Span
from ingest.reading.files import read_bytes
from ingest.reading.ocr import Tesseract
from ingest.reading.pdf import Written, text_of, written, written_scan
from ingest.reading.pdfium import Sheet, opened, page_of
from ingest.reading.pieces import Box
from ingest.reading.scans import is_scan, read_scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle:
    """A rectangle in points, counted from the upper left corner of the page as it is shown, downwards."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Words on a page: its number, width and height in points as it is shown, and a rectangle a line of them.

    On a page that was read by OCR they are those of the words as OCR finds them again; none without OCR.
    """

    page: int
    width: float
    height: float
    rectangles: tuple[Rectangle, ...]


def marks(
    path: Path,
    passage: Passage,
    *,
    start: int = 0,
    end: int | None = None,
    passwords: Sequence[str] = (),
    ocr: Tesseract | None = None,
) -> tuple[Marked, ...]:
    """Mark characters `start` to `end` of a passage's text (by default all) on the pages of its PDF.

    A scan's page is read again by `ocr`, which takes a second or two.

    Raises:
        UnreadablePaper: the file cannot be read, or holds other words there now.
        LockedPaper: it wants a password.

    """
    places = passage.places(start, len(passage.text) if end is None else end)
    with opened(read_bytes(path), file_name=path.name, passwords=passwords) as document:
        found: list[Marked] = []
        for number, group in groupby(places, key=lambda place: place[0].page):
            with page_of(document, number, file_name=path.name) as sheet:
                found.append(_marked(sheet, number, tuple(group), ocr, file_name=path.name))
    return tuple(found)


def _marked(
    sheet: Sheet, number: int, places: Sequence[tuple[Span, str]], ocr: Tesseract | None, *, file_name: str
) -> Marked:
    lines = written(sheet)
    boxes: Boxes | None = sheet.boxes
    if not _hold(lines, places):
        if not is_scan(sheet, sheet.pieces()):
            raise UnreadablePaper(
                file_name,
                f"page {number} holds other words than when it was read. Run ingest again: it has changed.",
            )
        lines, boxes = _read_again(sheet, ocr, file_name=file_name, page=number)
        boxes = boxes if _hold(lines, places) else None
    runs = tuple(run for span, _ in places for run in _runs(lines, span)) if boxes else ()
    held = boxes(at for run in runs for at in run) if boxes else {}
    found = (_around([held[at] for at in run if at in held], sheet.shown_height) for run in runs)
    return Marked(
        page=number,
        width=sheet.shown_width,
        height=sheet.shown_height,
        rectangles=tuple(_joined(r for r in found if r)),
    )


Boxes: TypeAlias = Callable[[Iterable[int]], Mapping[int, Box]]
"""Gives the boxes of characters on the page as it is shown, by their places among the page's characters."""


def _hold(lines: Sequence[Written], places: Sequence[tuple[Span, str]]) -> bool:
    """Tell whether a page's text has these words where they are said to stand."""
    text = "\n".join(map(text_of, lines))
    return all(text[span.start : span.end] == words for span, words in places)


def _read_again(
    sheet: Sheet, ocr: Tesseract | None, *, file_name: str, page: int
) -> tuple[tuple[Written, ...], Boxes | None]:
    """Read a scan's page by OCR as when the paper was read, for the places of its words."""
    if ocr is None:
        return (), None
    seen = read_scan(sheet, ocr, file_name=file_name, page=page)
    held = {at: box for first, end, box in seen.boxes for at in range(first, end)}
    return written_scan(seen), lambda wanted: {at: held[at] for at in wanted if at in held}


def page_image(path: Path, *, page: int, scale: float = 1.5, passwords: Sequence[str] = ()) -> bytes:
    """Draw a PDF's page as PNG, at `scale` pixels a point; a page of huge size is drawn smaller.

    Raises:
        UnreadablePaper: the file or the page cannot be read.
        LockedPaper: it wants a password.

    """
    with (
        opened(read_bytes(path), file_name=path.name, passwords=passwords) as document,
        page_of(document, page, file_name=path.name) as sheet,
    ):
        return sheet.png(scale=scale)


def _runs(lines: Sequence[Written], span: Span) -> Iterator[range]:
    """Give the characters of each stroke within the span, by their places among the page's characters."""
    at = 0
    for line in lines:
        for stroke in line:
            first, last = max(span.start - at, 0), min(span.end - at, len(stroke.text))
            if stroke.first is not None and first < last:
                yield range(stroke.first + first, stroke.first + last)
            at += len(stroke.text)
        at += 1


def _around(boxes: Sequence[Box], height: float) -> Rectangle | None:
    if not boxes:
        return None
    return Rectangle(
        left=min(left for left, _, _, _ in boxes),
        top=height - max(top for _, _, _, top in boxes),
        right=max(right for _, right, _, _ in boxes),
        bottom=height - min(bottom for _, _, bottom, _ in boxes),
    )


def _joined(found: Iterable[Rectangle]) -> Iterator[Rectangle]:
    """Join neighbours of one line, a space apart, so that a line is marked in one stroke."""
    last: Rectangle | None = None
    for one in found:
        high = one.bottom - one.top
        if (
            last
            and abs(last.top - one.top) < 0.3 * high
            and abs(last.bottom - one.bottom) < 0.3 * high
            and -0.5 * high < one.left - last.right < 0.6 * high
        ):
            last = Rectangle(
                left=min(last.left, one.left),
                top=min(last.top, one.top),
                right=max(last.right, one.right),
                bottom=max(last.bottom, one.bottom),
            )
            continue
        if last:
            yield last
        last = one
    if last:
        yield last
